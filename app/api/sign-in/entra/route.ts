import { cookies } from 'next/headers';
import type { NextRequest } from 'next/server';
import { returnCookieName, sessionCookieName } from '@/lib/auth/cookies';
import { beginSignIn } from '@/lib/auth/entra/sign-in.server';
import { safeReturnTo } from '@/lib/auth/return-to';
import { pendingClaims } from '@/lib/auth/session-store.server';
import { env } from '@/lib/shared/env';
import { respond } from '../../respond';
import { onlyGet, refusePrefetch, seeOther } from '../prefetch';

/**
 * Sends the browser to Entra. A link on any site may lead here safely: the sign-in that begins belongs to this browser, and no
 * other site can complete it. `other` lets the person choose an account.
 */
export function GET(request: NextRequest): Promise<Response> {
  return respond(async () => {
    const refusal = refusePrefetch(request);
    if (refusal) return refusal;
    const jar = await cookies();
    const other = request.nextUrl.searchParams.has('other');
    const wishes = {
      next: safeReturnTo(jar.get(returnCookieName(env()))?.value),
      challenged: other ? undefined : await pendingClaims(jar.get(sessionCookieName(env()))?.value),
      other,
    };
    const { url, set } = await beginSignIn(wishes, { cookies: jar.getAll(), headers: request.headers });
    for (const cookie of set) jar.set(cookie);
    return seeOther(url);
  });
}

export const HEAD = onlyGet;
