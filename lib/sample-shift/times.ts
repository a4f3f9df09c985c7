/** When the sample shift was: relative to the present, as the sample telemetry is. Pure. */
import { addTicks, type Instant, parseDuration, toMs } from '@/lib/shared/time';
import type { Shift } from '@/lib/shifts/model';

/** Two shifts of 12 hours, one after the other. The one that runs began 6 to 7 hours ago, before what the sample has new. */
const [LENGTH, BEGAN, HOUR_MS] = [12, '6h', 3_600_000];

/** Hours, or days with `d`, before (or with `+` after) the running shift's beginning: `-18h`, `+40d`. */
export type Offset = `${'-' | '+'}${number}${'h' | 'm' | 'd'}`;

export interface Times {
  /** The definition of the shifts, in UTC. */
  shifts: Shift[];
  at: (offset: Offset) => Instant;
}

export function timesAt(now: Instant): Times {
  const recent = addTicks(now, -ticks(BEGAN));
  const hour = Math.floor((toMs(recent) / HOUR_MS) % 24);
  const began: Instant = `${recent.slice(0, 13)}:00:00.0000000Z`;
  const clock = (hours: number) => `${String((hour + hours) % 24).padStart(2, '0')}:00`;
  const shift = (name: string, from: number): Shift => ({
    name,
    days: [1, 2, 3, 4, 5, 6, 7],
    from: clock(from),
    to: clock(from + LENGTH),
    zone: 'UTC',
  });
  return {
    shifts: [shift('Sample shift A', 0), shift('Sample shift B', LENGTH)],
    at: (offset) => addTicks(began, (offset.startsWith('-') ? -1n : 1n) * ticks(offset.slice(1))),
  };
}

const ticks = (length: string) => parseDuration(length) ?? 0n;
