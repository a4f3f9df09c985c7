import { cookies } from 'next/headers';
import { forget, returnCookieName, sessionCookie, sessionCookieName } from '@/lib/auth/cookies';
import { clientAddress } from '@/lib/auth/principal.server';
import { safeReturnTo } from '@/lib/auth/return-to';
import { findAnySession, type NewSession, openSession, revokeSession } from '@/lib/auth/session-store.server';
import { paths } from '@/lib/routes/paths';
import { env } from '@/lib/shared/env';
import { log } from '@/lib/shared/log';
import { seeOther } from './prefetch';

/**
 * Opens a session for a person whose identity is known, ends the one this browser had before, and redirects to `next`, the page
 * they wanted. Throws a Fault `unavailable` when the store does not answer; nobody is signed out then.
 */
export async function welcome(
  who: NewSession,
  { headers }: Pick<Request, 'headers'>,
  next: string | undefined,
): Promise<Response> {
  const jar = await cookies();
  const earlier = await findAnySession(jar.get(sessionCookieName(env()))?.value);
  jar.set(sessionCookie(env(), headers, await openSession(who, clientAddress(headers))));
  if (earlier) await revokeSession(earlier);
  jar.set(forget(returnCookieName(env()), env(), headers));
  log().info({ mode: who.mode, role: who.role }, 'signed in');
  return seeOther(safeReturnTo(next) ?? paths.home());
}
