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

const told = () => processWide('lost-sessions', () => new LRUCache<string, true>({ max: 1000 }));

/** Writes it to the log, once for each cookie, since a screen sends the same one again and again. `idHash`: the hash of the session's id. */
export function tellLoss(reason: Loss, cookie: string, idHash?: string): void {
  const key = sha256(`${reason} ${cookie}`);
  if (told().has(key)) return;
  told().set(key, true);
  const message = reason === 'unknown-role' ? 'a session counts as a Viewer’s' : 'a cookie gave no session';
  log().info({ reason, session: idHash && sessionTag(idHash) }, message);
}

/** Names a session in the log: the first 8 digits of the hash of its id. */
export const sessionTag = (idHash: string) => idHash.slice(0, 8);
