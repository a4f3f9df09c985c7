import { cookies } from 'next/headers';
import type { NextRequest } from 'next/server';
import { forget, returnCookieName, sessionCookie, sessionCookieName } from '@/lib/auth/cookies';
import { consumeSignInLink } from '@/lib/auth/links.server';
import { writeSignInReason } from '@/lib/auth/params';
import { safeReturnTo } from '@/lib/auth/return-to';
import { findSession, openSession, revokeSession } from '@/lib/auth/session-store.server';
import { paths } from '@/lib/routes/paths';
import { env } from '@/lib/shared/env';
import { log } from '@/lib/shared/log';

/** Whoever has the link: it is their own machine. */
const localUser = { mode: 'local', user: 'local', name: 'Local', role: 'Lead', accountId: null } as const;

function seeOther(location: string): Response {
  return new Response(null, { status: 303, headers: { location, 'cache-control': 'no-store' } });
}

/**
 * Uses a one-time link up and goes on to where the person was heading. On GET, as Jupyter does: one click in the terminal
 * and one is in. What opens links unasked is kept out: previews cannot reach loopback, HEAD and prefetches use nothing up.
 * The redirect leaves the token in no history and no Referer.
 */
export async function GET(request: NextRequest): Promise<Response> {
  if (/prefetch/.test(request.headers.get('sec-purpose') ?? request.headers.get('purpose') ?? '')) {
    return new Response(null, { status: 503, headers: { 'cache-control': 'no-store' } });
  }
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
  jar.set(forget(returnCookieName(env()), request.headers));
  log().info('signed in by a one-time link');
  return seeOther(back ?? paths.home());
}

export function HEAD(): Response {
  return new Response(null, { status: 405, headers: { allow: 'GET' } });
}
