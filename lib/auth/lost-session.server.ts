import 'server-only';
import { LRUCache } from 'lru-cache';
import { sha256 } from '@/lib/shared/ids';
import { log } from '@/lib/shared/log';
import { processWide } from '@/lib/shared/process-wide';

/**
 * Why a cookie gives no session. `seal`: our key does not open it (sealed with another key, changed, or expired); `no-row`: the
 * store has no such session; `past-end`: it has expired; `other-mode`: people sign in another way now. `unknown-role` does give
 * a session, with the role Viewer.
 */
export type Loss = 'seal' | 'no-row' | 'past-end' | 'other-mode' | 'unknown-role';

const MINUTE = 60_000;
/** Made-up cookies that are logged in a minute. The other reasons take a cookie that we have sealed, which nobody can make up. */
const MOST_SEALS = 10;

const state = () =>
  processWide('lost-sessions', () => ({ told: new LRUCache<string, true>({ max: 1000 }), since: 0, seals: 0, hidden: 0 }));

/**
 * Writes it to the log, once for each cookie, since a screen sends the same one again and again; of made-up cookies only some, with
 * the number of those left out. `idHash`: the hash of the session's id.
 */
export function tellLoss(reason: Loss, cookie: string, idHash?: string): void {
  const { told } = state();
  const key = sha256(`${reason} ${cookie}`);
  if (told.has(key)) return;
  told.set(key, true);
  const leftOut = reason === 'seal' ? countSeal() : 0;
  if (leftOut === undefined) return;
  const message = reason === 'unknown-role' ? 'a session counts as a Viewer’s' : 'a cookie gave no session';
  log().info({ reason, session: idHash && sessionTag(idHash), ...(leftOut > 0 && { leftOut }) }, message);
}

/** How many made-up cookies were left out before this one, which is logged; undefined when it is left out as well. */
function countSeal(): number | undefined {
  const counts = state();
  if (performance.now() - counts.since > MINUTE) [counts.since, counts.seals] = [performance.now(), 0];
  counts.seals += 1;
  if (counts.seals > MOST_SEALS) {
    counts.hidden += 1;
    return undefined;
  }
  const { hidden } = counts;
  counts.hidden = 0;
  return hidden;
}

/** Names a session in the log: the first 8 digits of the hash of its id. */
export const sessionTag = (idHash: string) => idHash.slice(0, 8);
