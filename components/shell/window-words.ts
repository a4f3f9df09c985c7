import { nounFor } from '@/lib/shared/format';
import { parseDuration, toMs } from '@/lib/shared/time';
import { DEFAULT_LAST, type Window, type WindowChoice } from '@/lib/shared/window';

/** The rolling windows that the form offers. The URL may name others. */
export const presets = ['1h', '4h', '12h', '24h', '3d', '5d', '7d', '14d', '30d'];

const words: Record<string, string> = { s: 'second', m: 'minute', h: 'hour', d: 'day' };

/** `5d` → `Last 5 days`. */
export function lastWords(last: string): string {
  return `Last ${lengthWords(last).replace(/^1 /, '')}`;
}

/** `12h` → `12 hours`: a length, in words. */
export function lengthWords(length: string): string {
  const count = length.slice(0, -1);
  return `${count} ${nounFor(Number(count), words[length.slice(-1)] ?? '')}`;
}

const units: [size: number, unit: string][] = [
  [86_400, 'd'],
  [3_600, 'h'],
  [60, 'min'],
  [1, 's'],
];

/** The length of a window in its two largest units, rounded: `5 d`, `6 h`, `2 d 22 h`. */
export function windowLength({ from, to }: Window): string {
  const seconds = Math.round((toMs(to) - toMs(from)) / 1000);
  const largest = units.findIndex(([size]) => seconds >= size);
  const [size, unit] = units[largest] ?? [1, 's'];
  const [smaller, smallerUnit] = units[largest + 1] ?? [size, unit];
  const rounded = Math.round(seconds / smaller) * smaller;
  const rest = (rounded % size) / smaller;
  return `${Math.floor(rounded / size)} ${unit}${rest > 0 ? ` ${rest} ${smallerUnit}` : ''}`;
}

/** The same URL parameters with another window. A cursor belongs to the old window, so it is removed. */
export function withWindow(search: URLSearchParams, choice: WindowChoice): URLSearchParams {
  const next = new URLSearchParams(search);
  for (const name of ['from', 'to', 'last', 'cursor']) next.delete(name);
  if ('from' in choice) {
    next.set('from', choice.from);
    next.set('to', choice.to);
  } else if (choice.last !== DEFAULT_LAST && parseDuration(choice.last) !== undefined) {
    next.set('last', choice.last);
  }
  return next;
}
