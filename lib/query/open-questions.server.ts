import 'server-only';
import { AsyncLocalStorage } from 'node:async_hooks';
import { Fault } from '@/lib/shared/errors';
import { processWide } from '@/lib/shared/process-wide';

/**
 * Questions of a session that may be open at once. A page with its panel has some 8, and a browser sends 6 at once over HTTP/1.1, so
 * that only a program, or many tabs behind a proxy with HTTP/2, meets it.
 */
export const MOST_OPEN = 16;
/** In seconds: when asking again is worth it. */
const RETRY_AFTER = 3;

type Ends = (() => void)[];

const state = () =>
  processWide('open-questions', () => ({
    requests: new AsyncLocalStorage<Ends>(),
    /** By session, then by question: how many requests ask it. */
    sessions: new Map<string, Map<unknown, number>>(),
  }));

/** Runs a request. The questions that it opens are over when it is. */
export async function untilAnswered<T>(request: () => Promise<T>): Promise<T> {
  const ends: Ends = [];
  try {
    return await state().requests.run(ends, request);
  } finally {
    for (const end of ends) end();
  }
}

/**
 * Counts a question as open until its request is answered. Equal questions that share one answer (`shared` is the same) count once.
 * Throws a Fault `too-many` when the session has too many others open. Outside of a request nothing is counted.
 */
export function openQuestion(sessionId: string, shared: string | undefined): void {
  const { requests, sessions } = state();
  const ends = requests.getStore();
  if (!ends) return;
  const key = shared ?? Symbol('a question of its own');
  const open = sessions.get(sessionId) ?? new Map<unknown, number>();
  if (open.size >= MOST_OPEN && !open.has(key)) throw tooMany();
  sessions.set(sessionId, open);
  open.set(key, (open.get(key) ?? 0) + 1);
  ends.push(() => {
    const left = (open.get(key) ?? 1) - 1;
    if (left > 0) open.set(key, left);
    else open.delete(key);
    if (open.size === 0) sessions.delete(sessionId);
  });
}

function tooMany(): Fault {
  const message = `${MOST_OPEN} of your questions are being answered already, and the server divides its time among all who ask. Wait until some of them have their answers, or close some tabs, then ask again.`;
  return new Fault('too-many', message, { retryAfter: RETRY_AFTER });
}
