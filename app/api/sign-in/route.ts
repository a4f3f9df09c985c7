import { cookies } from 'next/headers';
import type { NextRequest } from 'next/server';
import { forget, returnCookieName, sessionCookie, sessionCookieName } from '@/lib/auth/cookies';
import { consumeSignInLink, createSignInLink } from '@/lib/auth/links.server';
import { writeSignInReason } from '@/lib/auth/params';
import { safeReturnTo } from '@/lib/auth/return-to';
import { findSession, openSession, revokeSession, signInMode } from '@/lib/auth/session-store.server';
import { paths } from '@/lib/routes/paths';
import { env } from '@/lib/shared/env';
import { log } from '@/lib/shared/log';
import { respond } from '../respond';
import { onlyGet, refusePrefetch, seeOther } from './prefetch';

/** Whoever has the link: it is their own machine. */
const localUser = { mode: 'local', user: 'local', name: 'Local', role: 'Lead', accountId: null } as const;

/**
 * Uses a one-time link up and goes on to where the person was heading. On GET, as Jupyter does: one click in the terminal
 * and one is in. What opens links unasked is kept out: previews cannot reach loopback, HEAD and prefetches use nothing up.
 * The redirect leaves the token in no history and no Referer.
 */
export function GET(request: NextRequest): Promise<Response> {
  return respond(async () => {
    const refusal = refusePrefetch(request);
    if (refusal) return refusal;
    if (signInMode() !== 'local') return seeOther(paths.signIn(writeSignInReason('no-links')));
    const { DATA_DIR } = env();
    const token = request.nextUrl.searchParams.get('token') ?? '';
    if (!(await consumeSignInLink(DATA_DIR, token))) {
      log().warn('a sign-in link was refused');
      return seeOther(paths.signIn(writeSignInReason('bad-link')));
    }
    try {
      return await welcome(request);
    } catch (error) {
      await createSignInLink(DATA_DIR, token); // a database that is away for a moment must not cost the link
      throw error;
    }
  });
}

export const HEAD = onlyGet;

async function welcome({ headers }: NextRequest): Promise<Response> {
  const jar = await cookies();
  const earlier = await findSession(jar.get(sessionCookieName(env()))?.value);
  if (earlier) await revokeSession(earlier);
  jar.set(sessionCookie(env(), headers, await openSession(localUser)));
  const back = safeReturnTo(jar.get(returnCookieName(env()))?.value);
  jar.set(forget(returnCookieName(env()), env(), headers));
  log().info('signed in by a one-time link');
  return seeOther(back ?? paths.home());
}
