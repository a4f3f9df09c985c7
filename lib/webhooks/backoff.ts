/** When a message that did not arrive is sent again. Times are milliseconds. Pure. */

/** A webhook gets one message in this time at most. */
export const APART = 60_000;
export const MOST_TRIES = 10;
/** A message that is older tells nobody anything new. */
export const OLDEST = 24 * 3_600_000;
const LONGEST_WAIT = 2 * 3_600_000;

/** Why a message did not arrive. */
export interface NotDelivered {
  reason: string;
  /** Whether the same message may be taken later. */
  mayPass: boolean;
  /** For how long the receiver asked not to be asked. */
  retryAfter: number | null;
}

/**
 * What to do after a try: wait so long, or give up and why. The wait doubles from a minute to two hours, with up to half of it added by chance,
 * so that a receiver that comes back is not met by everybody at once.
 */
export function afterTry(
  { reason, mayPass, retryAfter }: NotDelivered,
  { tries, age, chance }: { tries: number; age: number; chance: number },
): { wait: number } | { failed: string } {
  if (!mayPass) return { failed: reason };
  if (tries >= MOST_TRIES) return { failed: `${reason} It was tried ${tries} times.` };
  const backoff = Math.min(APART * 2 ** (tries - 1), LONGEST_WAIT) * (1 + chance / 2);
  const wait = Math.max(backoff, retryAfter ?? 0);
  if (age + wait > OLDEST) return { failed: `${reason} It was given up, as it would be older than a day at the next try.` };
  return { wait };
}

/** Milliseconds of a Retry-After header, in seconds or as a date; null where there is none that is one. */
export function readRetryAfter(header: string | undefined, now: number): number | null {
  if (header === undefined) return null;
  if (/^\d{1,9}$/.test(header.trim())) return Number(header) * 1000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}
