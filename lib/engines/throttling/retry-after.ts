/** Reads from an answer's headers when the service wants to be asked again. */
import { now } from '@/lib/shared/clock';
import { toMs } from '@/lib/shared/time';

/**
 * Milliseconds to wait: `retry-after-ms`, `x-ms-retry-after-ms`, or `Retry-After` in seconds or as an HTTP date (which counts from
 * the answer's own `Date`, so that a clock that is off does no harm). Undefined when none is there or none can be read.
 */
export function retryAfter(headers: { get(name: string): string | null | undefined }): number | undefined {
  for (const name of ['retry-after-ms', 'x-ms-retry-after-ms']) {
    const ms = wholeNumber(headers.get(name));
    if (ms !== undefined) return ms;
  }
  const text = headers.get('retry-after');
  const seconds = wholeNumber(text);
  if (seconds !== undefined) return seconds * 1000;
  const at = httpDate(text);
  return at === undefined ? undefined : Math.max(0, at - (httpDate(headers.get('date')) ?? toMs(now())));
}

function wholeNumber(text: string | null | undefined): number | undefined {
  const trimmed = text?.trim() ?? '';
  return /^\d{1,9}$/.test(trimmed) ? Number(trimmed) : undefined;
}

function httpDate(text: string | null | undefined): number | undefined {
  const at = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} /.test(text ?? '') ? Date.parse(text ?? '') : Number.NaN;
  return Number.isNaN(at) ? undefined : at;
}
