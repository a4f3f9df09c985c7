/** What is said to who has waited for a limit long enough. */
import { Fault } from '@/lib/shared/errors';

/** 5 minutes: longer than any limit of a minute lasts, shorter than anybody watches a page. */
export const PATIENCE = 5 * 60_000;

/** “40 seconds”, “15 minutes”, “3 hours”: never less than it is. */
export function inWords(ms: number): string {
  const [unit, length] = ms > 90 * 60_000 ? ['hour', 3_600_000] : ms > 90_000 ? ['minute', 60_000] : ['second', 1000];
  const count = Math.max(1, Math.ceil(ms / Number(length)));
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

/** A limit that was waited for in vain. */
export function outOfPatience(limit: string, waited: number): Fault {
  return new Fault(
    'unavailable',
    `${limit} ${inWords(waited)} of waiting did not help: ask again later, or over a shorter window.`,
  );
}

/** A limit that lasts longer than anybody waits: it is said at once. */
export function tooLong(limit: string, ms: number): Fault {
  return new Fault('unavailable', `${limit} It goes on in ${inWords(ms)}: ask again then.`);
}
