/** From the team's shifts to instants, right where clocks change. Pure. */
import { readWall } from '@/lib/shared/format';
import { addTicks, fromDate, type Instant, parseDuration, toMs } from '@/lib/shared/time';
import type { Window } from '@/lib/shared/window';
import type { Shift, ShiftTime } from './model';

const DAY_MS = 86_400_000;
/** Longer than any pause between two shifts of a week. */
const BACK = parseDuration('9d') ?? 0n;
/** The days of which the shifts can be told: instants are of the years 1 to 9999, in every zone and on the day after. */
const [FIRST_DAY, LAST_DAY] = [Date.parse('0001-01-15') / DAY_MS, Date.parse('9999-12-28') / DAY_MS];

/** The shifts that have some time in a window, in the order in which they begin. */
export function shiftsOver(shifts: readonly Shift[], { from, to }: Window): ShiftTime[] {
  return shifts
    .flatMap((shift) => timesOf(shift, { from, to }))
    .filter((time) => time.from <= to && time.to > from)
    .sort((a, b) => (a.from === b.from ? (a.to < b.to ? -1 : 1) : a.from < b.from ? -1 : 1));
}

/**
 * The shift in which an instant lies; of several the one that began last. Between shifts it is the one that ran last. Undefined where
 * none is defined, and in the first days of the calendar.
 */
export function shiftAt(shifts: readonly Shift[], at: Instant): ShiftTime | undefined {
  if (toMs(at) / DAY_MS < FIRST_DAY) return undefined;
  const begun = shiftsOver(shifts, { from: addTicks(at, -BACK), to: at });
  return begun.findLast(({ to }) => at < to) ?? begun.reduce<ShiftTime | undefined>(later, undefined);
}

const later = (last: ShiftTime | undefined, one: ShiftTime) => (last === undefined || one.to >= last.to ? one : last);

/** A day of the calendar is a day of UTC here: only its name counts, and a zone is at most a day from it. */
function timesOf({ name, days, from, to, zone }: Shift, window: Window): ShiftTime[] {
  const times: ShiftTime[] = [];
  const first = Math.max(Math.floor(toMs(window.from) / DAY_MS) - 2, FIRST_DAY);
  const last = Math.min(Math.floor(toMs(window.to) / DAY_MS) + 1, LAST_DAY);
  for (let day = first; day <= last; day += 1) {
    if (!days.includes(weekday(day))) continue;
    const [begin, end] = [readWall(`${dateOf(day)}T${from}`, zone), readWall(`${dateOf(to > from ? day : day + 1)}T${to}`, zone)];
    // A shift that lies wholly in the hour that the clocks skip does not take place.
    if (begin !== undefined && end !== undefined && begin < end) times.push({ name, from: begin, to: end });
  }
  return times;
}

const dateOf = (day: number) => fromDate(new Date(day * DAY_MS)).slice(0, 10);
/** 1970-01-01 was a Thursday. */
const weekday = (day: number) => ((day + 3) % 7) + 1;
