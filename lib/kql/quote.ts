/** The only way for values to enter KQL. */
import { formatTicks, type Instant, toTicks } from '@/lib/shared/time';

const escapes: Record<string, string> = { '\\': '\\\\', "'": "\\'", '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/**
 * A KQL string literal of any text. Control characters, marks of direction and the like are escaped, so that a query on
 * a screen or in a log reads as it runs.
 */
export function kqlString(text: string): string {
  const body = text.replace(/[\\']|[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, (c) => {
    const units = Array.from({ length: c.length }, (_, i) => c.charCodeAt(i));
    return escapes[c] ?? units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
  });
  return `'${body}'`;
}

/** A KQL datetime literal, exact to 100 ns. Throws a Fault for a text that is not a time. */
export function kqlDatetime(instant: Instant): string {
  return `datetime(${formatTicks(toTicks(instant))})`;
}
