import 'server-only';
import { LRUCache } from 'lru-cache';
import { sha256 } from '@/lib/shared/ids';
import { log } from '@/lib/shared/log';
import { processWide } from '@/lib/shared/process-wide';

/**
 * Why a cookie gives no session: our key does not open it (another sealed it, it was changed, or its end has passed); the store
 * has no such session; its end has passed; people sign in otherwise now. With `unknown-role` it does give one, a Viewer's.
 */
export type Loss = 'seal' | 'no-row' | 'past-end' | 'other-mode' | 'unknown-role';

const told = () => processWide('lost-sessions', () => new LRUCache<string, true>({ max: 1000 }));

/** Writes it to the log, once for a cookie: a screen asks again and again. `idHash` is of the session's id, where that is known. */
export function tellLoss(reason: Loss, cookie: string, idHash?: string): void {
  const key = sha256(`${reason} ${cookie}`);
  if (told().has(key)) return;
  told().set(key, true);
  const message = reason === 'unknown-role' ? 'a session counts as a Viewer’s' : 'a cookie gave no session';
  log().info({ reason, session: idHash && sessionTag(idHash) }, message);
}

/** By what the log tells sessions apart: a part of the hash of their id. */
export const sessionTag = (idHash: string) => idHash.slice(0, 8);
