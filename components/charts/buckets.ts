/** Buckets of a time axis: bucket i begins at `from` + i × `step`. */
import { formatInstant, formatMinute, type Zone } from '@/lib/shared/format';
import { addTicks, formatTicks, type Instant, parseDuration, toTicks } from '@/lib/shared/time';
import type { Window } from '@/lib/shared/window';

export interface Axis {
  from: Instant;
  step: string;
}

const stepTicks = (step: string) => parseDuration(step) ?? 1n;

export function bucketStart(axis: Axis, index: number): Instant {
  return addTicks(axis.from, BigInt(index) * stepTicks(axis.step));
}

/** The window that buckets `first` to `last`, both included, cover, as far as it lies within another window. */
export function bucketsWindow(axis: Axis, first: number, last: number, within: Window): Window {
  const [low, high] = first <= last ? [first, last] : [last, first];
  const from = toTicks(bucketStart(axis, low));
  const to = toTicks(bucketStart(axis, high + 1)) - 1n; // both ends belong to a window
  const [start, end] = [toTicks(within.from), toTicks(within.to)];
  return { from: formatTicks(from > start ? from : start), to: formatTicks(to < end ? to : end) };
}

/** `2026-03-10 08:00 – 09:00`: buckets in words; the second day only where it differs, seconds only where they matter. */
export function bucketWords(axis: Axis, first: number, zone: Zone, last = first): string {
  const [from, to] = [bucketStart(axis, first), bucketStart(axis, last + 1)].map((at) => formatMinute(at, zone));
  return from?.slice(0, 10) === to?.slice(0, 10) ? `${from} – ${to?.slice(11)}` : `${from} – ${to}`;
}

const labelEvery = ['1m', '5m', '15m', '30m', '1h', '2h', '3h', '6h', '12h', '1d', '2d', '5d', '10d', '30d', '365d'].map(
  (length) => stepTicks(length),
);
const day = stepTicks('1d');

export interface Tick {
  index: number;
  label: string;
}

/** The labels of the axis, at most `most`, at round times of the zone: days by date, hours by the clock. */
export function axisTicks(axis: Axis, buckets: number, zone: Zone, most: number): Tick[] {
  const step = stepTicks(axis.step);
  const length = step * BigInt(buckets);
  const every = labelEvery.find((candidate) => candidate >= step && length / candidate < BigInt(most)) ?? length;
  const ticks: Tick[] = [];
  let before = '';
  for (let index = 0; index < buckets; index++) {
    const wall = formatInstant(bucketStart(axis, index), zone, 0);
    const wallTicks = toTicks(`${wall.replace(' ', 'T')}Z`);
    if (wallTicks % every >= step) continue;
    const [date, clock] = [wall.slice(5, 10), wall.slice(11, 16)];
    const isNewDay = date !== before;
    ticks.push({
      index,
      label: every >= day || (isNewDay && wallTicks % day < step) ? date : isNewDay ? `${date} ${clock}` : clock,
    });
    before = date;
  }
  return ticks;
}
