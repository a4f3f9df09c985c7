import { cookies } from 'next/headers';
import type { NextRequest } from 'next/server';
import { forget, returnCookieName, sessionCookie, sessionCookieName } from '@/lib/auth/cookies';
import { consumeSignInLink } from '@/lib/auth/links.server';
import { writeSignInReason } from '@/lib/auth/params';
import { safeReturnTo } from '@/lib/auth/return-to';
import { findSession, openSession, revokeSession, signInMode } from '@/lib/auth/session-store.server';
import { paths } from '@/lib/routes/paths';
import { env } from '@/lib/shared/env';
import { log } from '@/lib/shared/log';
import { onlyGet, refusePrefetch, seeOther } from './prefetch';

/** Whoever has the link: it is their own machine. */
const localUser = { mode: 'local', user: 'local', name: 'Local', role: 'Lead', accountId: null } as const;

/**
 * Uses a one-time link up and goes on to where the person was heading. On GET, as Jupyter does: one click in the terminal
 * and one is in. What opens links unasked is kept out: previews cannot reach loopback, HEAD and prefetches use nothing up.
 * The redirect leaves the token in no history and no Referer.
 */
export async function GET(request: NextRequest): Promise<Response> {
  const refusal = refusePrefetch(request);
  if (refusal) return refusal;
  if (signInMode() !== 'local') return seeOther(paths.signIn(writeSignInReason('no-links')));
  const { DATA_DIR } = env();
  const jar = await cookies();
  if (!(await consumeSignInLink(DATA_DIR, request.nextUrl.searchParams.get('token') ?? ''))) {
    log().warn('a sign-in link was refused');
    return seeOther(paths.signIn(writeSignInReason('bad-link')));
  }
  const earlier = await findSession(jar.get(sessionCookieName(env()))?.value);
  if (earlier) await revokeSession(earlier);
  jar.set(sessionCookie(env(), request.headers, await openSession(localUser)));
  const back = safeReturnTo(jar.get(returnCookieName(env()))?.value);
  jar.set(forget(returnCookieName(env()), env(), request.headers));
  log().info('signed in by a one-time link');
  return seeOther(back ?? paths.home());
}

export const HEAD = onlyGet;
