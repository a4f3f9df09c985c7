/** How long calls wait for a limit, and what people are told when that was not enough. */
import { Fault } from '@/lib/shared/errors';
import { counted } from '@/lib/shared/format';

/** 5 minutes, in ms: longer than a limit of one minute lasts, and about as long as people wait for a page. */
export const PATIENCE = 5 * 60_000;

/** “40 seconds”, “15 minutes”, “3 hours”, rounded up. */
export function inWords(ms: number): string {
  const [unit, length] = ms > 90 * 60_000 ? ['hour', 3_600_000] : ms > 90_000 ? ['minute', 60_000] : ['second', 1000];
  const count = Math.max(1, Math.ceil(ms / Number(length)));
  return counted(count, unit);
}

/** The fault of a call that waited for a limit and did not get through. */
export function outOfPatience(limit: string, waited: number): Fault {
  return new Fault(
    'unavailable',
    `${limit} ${inWords(waited)} of waiting did not help: ask again later, or over a shorter window.`,
  );
}

/** The fault of a call whose limit lasts longer than the call would wait. It is thrown at once. */
export function tooLong(limit: string, ms: number): Fault {
  return new Fault('unavailable', `${limit} It goes on in ${inWords(ms)}: ask again then.`);
}
