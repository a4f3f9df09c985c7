import { parseTicks } from '@/lib/shared/time';

/**
 * Ticks of 100 ns since 0001-01-01, as text, of a time as an export writes it: ISO 8601 (any offset; none is UTC), or the en-US forms
 * of the portals: `3/10/2026, 8:59:59.123 AM`, `Mar 10, 2026 8:59:59 AM`. AM or PM must be there, in capitals: a time without them may be
 * of a locale that writes the day first. Undefined when it is no such time.
 */
export function importTime(text: string): string | undefined {
  const fast = text.length === 28 ? whole(text) : undefined;
  return fast ?? (parseTicks(text) ?? parseTicks(isoOfAmerican(text) ?? ''))?.toString();
}

/** Whether a time is written in a portal's display form, which cuts it to milliseconds. */
export function isDisplayForm(text: string): boolean {
  return text.endsWith('M');
}

/** Cache: the first 9 digits of the ticks at which a day begins, by its date. A file has few days and many times. */
const days = new Map<string, number | undefined>();
const wholeTime = /^T(\d\d):(\d\d):(\d\d)\.(\d{7})Z$/;

/** Ticks of `2026-03-10T08:59:59.1234567Z`, the usual form, four times as fast as parseTicks and without a bigint. */
function whole(text: string): string | undefined {
  const m = wholeTime.exec(text.slice(10));
  const day = dayOf(text.slice(0, 10));
  if (!m || day === undefined) return undefined;
  const [hours, minutes, seconds] = [Number(m[1]), Number(m[2]), Number(m[3])];
  if (hours > 23 || minutes > 59 || seconds > 59) return undefined;
  // A day is 864 × 10^9 ticks, so the last 9 digits never carry into the day.
  const ticks = (hours * 3600 + minutes * 60 + seconds) * 1e7 + Number(m[4]);
  return `${day + Math.floor(ticks / 1e9)}${String(ticks % 1e9).padStart(9, '0')}`;
}

function dayOf(date: string): number | undefined {
  if (days.has(date)) return days.get(date);
  const ticks = /^[1-9]\d{3}-/.test(date) ? parseTicks(date) : undefined;
  const day = ticks === undefined ? undefined : Number(ticks / 1_000_000_000n);
  if (days.size < 50_000) days.set(date, day);
  return day;
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
// \s also takes the narrow no-break space that newer browsers put before AM.
const american =
  /^(?:(\d{1,2})\/(\d{1,2})\/(\d{4})|([A-Z][a-z]{2}) (\d{1,2}), (\d{4})),?\s+(\d{1,2}):(\d{2}):(\d{2})(\.\d{1,7})?\s(AM|PM)$/;

function isoOfAmerican(text: string): string | undefined {
  const m = american.exec(text.trim());
  if (!m) return undefined;
  const month = m[4] === undefined ? Number(m[1]) : months.indexOf(m[4].toLowerCase()) + 1;
  const hour = Number(m[7]);
  if (hour < 1 || hour > 12) return undefined;
  const two = (n: number | string | undefined) => String(n ?? '').padStart(2, '0');
  const date = `${m[3] ?? m[6]}-${two(month)}-${two(m[2] ?? m[5])}`;
  return `${date}T${two((hour % 12) + (m[11] === 'PM' ? 12 : 0))}:${m[8]}:${m[9]}${m[10] ?? ''}Z`;
}
