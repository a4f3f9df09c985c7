/** ISO 8601 intervals, which both APIs take as a query's timespan. */
import { type Instant, parseInstant, type Ticks, toTicks } from '@/lib/shared/time';

/** Both ends belong to the interval. */
export interface Interval {
  from: Ticks;
  to: Ticks;
}

const SECOND = 10_000_000n;
const DAY = 86_400n * SECOND;
const duration = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d{1,7})?)S)?)?$/;

/**
 * Reads `start/end`, `start/duration`, `duration/end`, a duration back from now, or a start up to now; undefined for any other text.
 * A year counts as 365 days and a month as 30, as in .NET.
 */
export function parseInterval(text: string, now: Instant): Interval | undefined {
  const [first = '', second, third] = text.split('/');
  const present = toTicks(now);
  if (third !== undefined) return undefined;
  const [a, b] = [read(first), second === undefined ? undefined : read(second)];
  if (!a || (second !== undefined && !b)) return undefined;
  if (!b) return a.kind === 'length' ? { from: present - a.ticks, to: present } : { from: a.ticks, to: present };
  if (a.kind === 'length') return b.kind === 'length' ? undefined : { from: b.ticks - a.ticks, to: b.ticks };
  return { from: a.ticks, to: b.kind === 'length' ? a.ticks + b.ticks : b.ticks };
}

function read(text: string): { kind: 'length' | 'time'; ticks: Ticks } | undefined {
  const instant = parseInstant(text);
  if (instant !== undefined) return { kind: 'time', ticks: toTicks(instant) };
  const match = duration.exec(text);
  if (!match || /[PT]$/.test(text)) return undefined;
  const [years = 0n, months = 0n, weeks = 0n, days = 0n, hours = 0n, minutes = 0n] = match
    .slice(1, 7)
    .map((digits) => BigInt(digits ?? 0));
  const [whole = '0', fraction = ''] = (match[7] ?? '0').split('.');
  const clock = (hours * 3600n + minutes * 60n + BigInt(whole)) * SECOND + BigInt(fraction.padEnd(7, '0'));
  return { kind: 'length', ticks: (years * 365n + months * 30n + weeks * 7n + days) * DAY + clock };
}
