/** Which times of a history are swept next, and which were never swept. Days are UTC days; both ends of a window belong to it. Pure. */
import { addTicks, type Instant, parseDuration, toTicks } from '@/lib/shared/time';
import type { Window } from '@/lib/shared/window';

const DAY = parseDuration('1d') ?? 0n;
/** Devices that were offline deliver days later, so the days that ended within this are asked again, once a day. */
const AGAIN = '7d';

/** What of a day is swept. */
export interface SweptDay {
  /** `2026-03-10`. */
  day: string;
  swept: Window;
  sweptAt: Instant;
  /** Nothing of the estate was left out. */
  whole: boolean;
  /** A fingerprint of the hunts that were asked. */
  hunts: string;
  /** The version of the telemetry that was asked. */
  telemetry: string;
}

/** What is asked now, and how. */
export interface Asking extends Pick<SweptDay, 'hunts' | 'telemetry'> {
  /** How many days make one span at most. */
  together: number;
}

/** Whole days that are asked in one question, the first and the last as far as the history reaches. */
export interface Span extends Window {
  /** What of it was swept before: events in there that were not seen then are late. Null where nothing was. */
  settled: Window | null;
}

export const dayOf = (instant: Instant): string => instant.slice(0, 10);

/** A UTC day from its first to its last instant. */
export function windowOfDay(day: string): Window {
  const from = `${day}T00:00:00.0000000Z`;
  return { from, to: addTicks(from, DAY - 1n) };
}

export const nextDay = (day: string): Instant => addTicks(windowOfDay(day).from, DAY);

const later = (a: Instant, b: Instant) => (a > b ? a : b);
const earlier = (a: Instant, b: Instant) => (a < b ? a : b);

function* daysOf({ from, to }: Window): Generator<string> {
  for (let at = windowOfDay(dayOf(from)).from; at <= to; at = addTicks(at, DAY)) yield dayOf(at);
}

/**
 * What to ask, oldest first: the days of `reach` that are not wholly swept, those of which other hunts or other telemetry were asked, and
 * those that ended within 7 days and have not been asked again today. Days that were swept and days that were not are asked apart, so
 * that what is late can be told.
 */
export function dueSpans(
  reach: Window,
  swept: ReadonlyMap<string, SweptDay>,
  now: Instant,
  { together, hunts, telemetry }: Asking,
): Span[] {
  const again = addTicks(now, -(parseDuration(AGAIN) ?? 0n));
  const today = windowOfDay(dayOf(now)).from;
  const spans: (Span & { days: number; day: string })[] = [];
  for (const day of daysOf(reach)) {
    const whole = windowOfDay(day);
    const want = { from: later(reach.from, whole.from), to: earlier(reach.to, whole.to) };
    const known = swept.get(day);
    const isCovered = known !== undefined && known.swept.from <= want.from && known.swept.to >= want.to;
    const isAgain = known !== undefined && want.to >= again && want.to < today && known.sweptAt < today;
    const isSame = known !== undefined && known.hunts === hunts && known.telemetry === telemetry;
    if (isCovered && isSame && !isAgain) continue;
    const settled = known?.whole && known.hunts === hunts ? known.swept : null; // what new hunts find is not late
    const last = spans.at(-1);
    const isNext = last !== undefined && last.days < together && nextDay(last.day) === whole.from;
    if (isNext && isAlike(last, want, settled)) {
      last.settled = settled && last.settled && { from: last.settled.from, to: settled.to };
      Object.assign(last, { to: want.to, day, days: last.days + 1 });
    } else spans.push({ ...want, settled, days: 1, day });
  }
  return spans.map(({ from, to, settled }) => ({ from, to, settled }));
}

/** Whether a day goes on where a span ends: neither was swept, or both were, without a break between. */
function isAlike(span: Span, want: Window, settled: Window | null): boolean {
  if (span.settled === null || settled === null) return span.settled === settled;
  return span.settled.to >= span.to && settled.from <= want.from;
}

/** The times between the first and the last instant of `reach` that no sweep covered. */
export function gapsOf(reach: Window, swept: Iterable<Window>): Window[] {
  const gaps: Window[] = [];
  let at = reach.from;
  for (const { from, to } of [...swept].sort((a, b) => (a.from < b.from ? -1 : 1))) {
    if (to < at) continue;
    if (from > reach.to) break;
    if (from > at) gaps.push({ from: at, to: addTicks(from, -1n) });
    at = addTicks(to, 1n);
  }
  if (toTicks(at) <= toTicks(reach.to)) gaps.push({ from: at, to: reach.to });
  return gaps;
}
