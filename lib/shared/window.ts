/** The window of a question: rolling (“last 5 days”) or absolute. Browser-safe. */
import { z } from 'zod';
import { addTicks, type Instant, instantSchema, parseDuration, toTicks } from './time';

/** Both ends belong to it, as in KQL's `between`. */
export const windowSchema = z.object({ from: instantSchema, to: instantSchema });
export type Window = z.infer<typeof windowSchema>;

export type WindowChoice = { last: string } | Window;

/** As in the seed: `now(-5d)` to `now()`. */
export const DEFAULT_LAST = '5d';

/** The window a choice means at an instant. A `last` that is no duration counts as the default. */
export function resolveWindow(choice: WindowChoice, now: Instant): Window {
  if ('from' in choice) return choice;
  const length = parseDuration(choice.last) ?? parseDuration(DEFAULT_LAST) ?? 0n;
  return { from: addTicks(now, -length), to: now };
}

const steps = [
  '1m',
  '5m',
  '10m',
  '15m',
  '30m',
  '1h',
  '2h',
  '3h',
  '6h',
  '12h',
  '1d',
  '2d',
  '5d',
  '10d',
  '30d',
  '100d',
  '365d',
  '3650d',
];

/** The finest usual step that cuts a window into at most `buckets` pieces (so 5 days give 1h at 121). */
export function stepFor(window: Window, buckets = 121): string {
  const length = toTicks(window.to) - toTicks(window.from);
  const fits = (step: string) => length / (parseDuration(step) ?? 1n) < BigInt(buckets);
  return steps.find(fits) ?? '3650d';
}
