/** Hours of the week in a time zone, as a KQL predicate on Timestamp. Pure. */

import { LRUCache } from 'lru-cache';
import { kqlDatetime } from '@/lib/kql/quote';
import { Fault } from '@/lib/shared/errors';
import { fromDate, type Instant, toMs } from '@/lib/shared/time';
import type { Window } from '@/lib/shared/window';
import type { Hours } from './model';

const HOUR_MS = 3_600_000;

/** Over a longer window the text would list hundreds of changes of the clocks. */
const LONGEST_YEARS = 20;
const LONGEST_MS = LONGEST_YEARS * 366 * 24 * HOUR_MS;

const formats = new LRUCache<string, Intl.DateTimeFormat>({ max: 50 });

/** Made once a zone: it takes longer than all that is asked of it. */
function formatOf(zone: string): Intl.DateTimeFormat {
  const numeric = 'numeric' as const;
  const parts = { year: numeric, month: numeric, day: numeric, hour: numeric, minute: numeric };
  const format = formats.get(zone) ?? new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', ...parts });
  formats.set(zone, format);
  return format;
}

const known = new LRUCache<string, Offset[]>({ max: 50 });

/** How many minutes the zone's clocks are ahead of UTC at an instant. */
function offsetMinutes(zone: string, ms: number): number {
  const parts = Object.fromEntries(
    formatOf(zone)
      .formatToParts(ms)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = parts;
  return Math.round((Date.UTC(year, month - 1, day, hour, minute) - Math.floor(ms / 60_000) * 60_000) / 60_000);
}

interface Offset {
  /** Up to this instant, not included; null for the last. */
  until: Instant | null;
  minutes: number;
}

/**
 * The offsets of a zone over a window, in order. Clocks change at full quarters of an hour. Throws a Fault for a window longer than
 * `LONGEST_YEARS`.
 */
export function offsetsOver(zone: string, window: Window): Offset[] {
  if (toMs(window.to) - toMs(window.from) > LONGEST_MS)
    throw new Fault('bad-input', `Hours can be judged over ${LONGEST_YEARS} years at most.`);
  const key = `${zone} ${window.from} ${window.to}`;
  const offsets = known.get(key) ?? findOffsets(zone, window);
  known.set(key, offsets);
  return offsets;
}

function findOffsets(zone: string, { from, to }: Window): Offset[] {
  const offsets: Offset[] = [];
  const end = toMs(to);
  let at = Math.floor(toMs(from) / HOUR_MS) * HOUR_MS;
  let minutes = offsetMinutes(zone, at);
  const day = 24 * HOUR_MS;
  while (at <= end) {
    const next = Math.min(at + day, end + HOUR_MS);
    const then = offsetMinutes(zone, next);
    if (then !== minutes) {
      const change = changeBetween(zone, at, next, minutes);
      offsets.push({ until: fromDate(new Date(change)), minutes });
      minutes = then;
    }
    at = next;
    if (next === end + HOUR_MS) break;
  }
  return [...offsets, { until: null, minutes }];
}

/** The first quarter of an hour at which the offset is another. */
function changeBetween(zone: string, from: number, to: number, before: number): number {
  const quarter = HOUR_MS / 4;
  let [low, high] = [Math.floor(from / quarter), Math.ceil(to / quarter)];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetMinutes(zone, middle * quarter) === before) low = middle;
    else high = middle;
  }
  return high * quarter;
}

const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/**
 * KQL for events within the hours. The offsets from UTC over the window are written into the text, so that every engine answers
 * the same, even one that knows no time zones. Hours that end before they begin reach into the next day and belong to the day
 * on which they begin.
 */
export function hoursKql({ days, from, to, zone }: Hours, window: Window): string {
  const local = localKql(offsetsOver(zone, window));
  const [begin, end] = [minutesOf(from), minutesOf(to)];
  const timeOfDay = `(${local} - startofday(${local}))`;
  if (begin < end) return `(${onDays(local, days)} and ${timeOfDay} >= ${begin}m and ${timeOfDay} < ${end}m)`;
  const yesterday = `(${local} - 1d)`;
  const sameDay = `(${onDays(local, days)} and ${timeOfDay} >= ${begin}m)`;
  // From 00:00 to 00:00 is the whole day.
  return end === 0 ? sameDay : `(${sameDay} or ${onDays(yesterday, days)} and ${timeOfDay} < ${end}m)`;
}

function localKql(offsets: Offset[]): string {
  const shift = ({ minutes }: Offset) => `${minutes}m`;
  const [only] = offsets;
  if (only && offsets.length === 1) return `(Timestamp + ${shift(only)})`;
  const cases = offsets.map((offset) =>
    offset.until === null ? shift(offset) : `Timestamp < ${kqlDatetime(offset.until)}, ${shift(offset)}`,
  );
  return `(Timestamp + case(${cases.join(', ')}))`;
}

/** KQL's day of the week is a length since Sunday. */
function onDays(local: string, days: number[]): string {
  if (new Set(days).size === 7) return 'true';
  const list = [...new Set(days)].sort().map((day) => `${day % 7}d`);
  return `dayofweek(${local}) in (${list.join(', ')})`;
}
