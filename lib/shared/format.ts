/** How times and counts are written and read on the screen, one way everywhere. Browser-safe. */
import { formatTicks, type Instant, MAX_TICKS, parseInstant, parseTicks, toMs, toTicks } from './time';

/** `UTC` or an IANA name such as `Europe/Zurich`. */
export type Zone = string;

const SECOND = 10_000_000n;
const DAY = 86_400n * SECOND;
const writers = new Map<Zone, Intl.DateTimeFormat>();

function writerOf(zone: Zone): Intl.DateTimeFormat {
  const known = writers.get(zone);
  if (known) return known;
  if (writers.size > 50) writers.clear(); // names of zones come from people, in any case of their letters
  const writer = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  writers.set(zone, writer);
  return writer;
}

/** The local time of a zone, as the ticks of the same reading in UTC. */
function wallTicks(instant: Instant, zone: Zone): bigint {
  const utc = toTicks(instant);
  if (zone === 'UTC') return utc;
  const part = Object.fromEntries(
    writerOf(zone)
      .formatToParts(toMs(instant))
      .map(({ type, value }) => [type, value]),
  );
  const text = `${part.year?.padStart(4, '0')}-${part.month}-${part.day}T${part.hour}:${part.minute}:${part.second}Z`;
  const wall = parseTicks(text);
  // Intl changes the era beyond either end of the calendar and gives no usable local time; UTC is true at least.
  const offset = wall === undefined ? DAY : wall - (utc - (utc % SECOND));
  return offset >= DAY || offset <= -DAY ? utc : utc + offset;
}

/** `2026-03-10 08:59:59.123` in a zone, without naming it; digits past the last are dropped, not rounded. */
export function formatInstant(instant: Instant, zone: Zone = 'UTC', digits: 0 | 3 | 7 = 3): string {
  const wall = formatTicks(wallTicks(instant, zone));
  return wall.slice(0, digits === 0 ? 19 : 20 + digits).replace('T', ' ');
}

/** `2026-03-10 08:59`: the minute of an instant in a zone, without naming the zone. */
export const formatMinute = (instant: Instant, zone: Zone = 'UTC'): string => formatInstant(instant, zone, 0).slice(0, 16);

/** `2026-03-10 08:59 UTC`. */
export const minuteWords = (instant: Instant, zone: Zone = 'UTC'): string => `${formatMinute(instant, zone)} ${zoneLabel(zone)}`;

/** The zone's name: `UTC`, `Europe/Zurich`; with an instant, its offset then: `Europe/Zurich +01:00`. */
export function zoneLabel(zone: Zone, at?: Instant): string {
  if (zone === 'UTC' || at === undefined) return zone;
  const minutes = Number((wallTicks(at, zone) - toTicks(at)) / 600_000_000n);
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `${zone} ${minutes < 0 ? '−' : '+'}${String(hours).padStart(2, '0')}:${String(rest).padStart(2, '0')}`;
}

/** All 7 digits and the zone with its offset: what hover, focus and copy show. */
export function formatWhole(instant: Instant, zone: Zone = 'UTC'): string {
  return `${formatInstant(instant, zone, 7)} ${zoneLabel(zone, instant)}`;
}

/**
 * The instant that a person's `2026-03-10 08:59:59` means in a zone; undefined when it is no time. A text with its own
 * offset or `Z` keeps that. Where clocks go back, the first of the two is meant; where they jump, the time after the gap.
 */
export function readWall(text: string, zone: Zone): Instant | undefined {
  const asUtc = parseInstant(text);
  if (asUtc === undefined || zone === 'UTC' || /(?:z|[+-]\d{2}:?\d{2})\s*$/i.test(text.replace(/^\s*\d{4}-\d{2}-\d{2}/, '')))
    return asUtc;
  const wanted = toTicks(asUtc);
  const offsets = [wanted - DAY, wanted + DAY].map((near) => {
    const at = formatTicks(near < 0n ? 0n : near > MAX_TICKS ? MAX_TICKS : near);
    return wallTicks(at, zone) - toTicks(at);
  });
  const candidates = offsets.map((offset) => wanted - offset).sort((a, b) => (a < b ? -1 : 1));
  const inRange = candidates.filter((ticks) => ticks >= 0n && ticks <= MAX_TICKS);
  const chosen = inRange.find((ticks) => wallTicks(formatTicks(ticks), zone) === wanted) ?? inRange.at(-1);
  return chosen === undefined ? undefined : formatTicks(chosen);
}

const counts = new Intl.NumberFormat('en-US');

/** `12,340`. Takes a long's text as well. */
export function formatCount(count: number | string): string {
  if (typeof count === 'number') return counts.format(count);
  return /^-?\d+$/.test(count) ? counts.format(BigInt(count)) : count;
}

/** A noun in the number that a count needs: `nounFor(1, 'entry', 'entries')` is `entry`. */
export const nounFor = (count: number, one: string, many = `${one}s`): string => (count === 1 ? one : many);

/** `1 event`, `12,340 events`. `many` is only for nouns that do not just take an s. */
export const counted = (count: number, one: string, many?: string): string =>
  `${formatCount(count)} ${nounFor(count, one, many)}`;

const units: [string, number][] = [
  ['d', 86_400],
  ['h', 3_600],
  ['min', 60],
];

/** `3 h`, `90 min`, `4 d`: how long a number of seconds is, roughly; the larger unit from two of it on. */
export function formatLength(seconds: number): string {
  const whole = Math.abs(Math.trunc(seconds));
  const unit = units.find(([, size]) => whole >= 2 * size);
  return unit ? `${Math.floor(whole / unit[1])} ${unit[0]}` : `${whole} s`;
}

/** `3 h ago` or `in 3 h`, seen from another instant. Only ever an addition to the time itself. */
export function formatAgo(instant: Instant, now: Instant): string {
  const seconds = (toMs(now) - toMs(instant)) / 1000;
  return seconds < 0 ? `in ${formatLength(seconds)}` : `${formatLength(seconds)} ago`;
}
