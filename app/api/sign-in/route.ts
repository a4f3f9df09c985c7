import { cookies } from 'next/headers';
import type { NextRequest } from 'next/server';
import { returnCookieName } from '@/lib/auth/cookies';
import { consumeSignInLink, createSignInLink } from '@/lib/auth/links.server';
import { writeSignInReason } from '@/lib/auth/params';
import { signInMode } from '@/lib/auth/session-store.server';
import { paths } from '@/lib/routes/paths';
import { env } from '@/lib/shared/env';
import { log } from '@/lib/shared/log';
import { respond } from '../respond';
import { onlyGet, refusePrefetch, seeOther } from './prefetch';
import { welcome } from './welcome';

/** Whoever has the link may do everything, because the server runs on their own machine. */
const localUser = { mode: 'local', user: 'local', name: 'Local', role: 'Lead', accountId: null } as const;

/**
 * Uses up a one-time link and redirects to the page that the person wanted. By GET, as Jupyter does, so that one click in the
 * terminal signs in. Link previews cannot reach loopback, and HEAD and prefetches are refused, so only a person uses up a link.
 * After the redirect the token is in no history entry and no Referer.
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
      return await welcome(localUser, request, (await cookies()).get(returnCookieName(env()))?.value);
    } catch (error) {
      await createSignInLink(DATA_DIR, token); // the link stays good when the database fails for a moment
      throw error;
    }
  });
}

export const HEAD = onlyGet;
