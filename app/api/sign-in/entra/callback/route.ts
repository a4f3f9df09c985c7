import { cookies } from 'next/headers';
import type { NextRequest } from 'next/server';
import { returnCookie } from '@/lib/auth/cookies';
import { type Ended, endSignIn } from '@/lib/auth/entra/sign-in.server';
import { writeSignInReason } from '@/lib/auth/params';
import { paths } from '@/lib/routes/paths';
import { env } from '@/lib/shared/env';
import { respond } from '../../../respond';
import { onlyGet, refusePrefetch, seeOther } from '../../prefetch';
import { welcome } from '../../welcome';

/**
 * Entra sends people back here: with a code or an error after signing in, with an empty query after signing out. Each case
 * redirects to a page of ours. Nothing of the query is shown.
 */
export function GET(request: NextRequest): Promise<Response> {
  return respond(async () => {
    const refusal = refusePrefetch(request);
    if (refusal) return refusal;
    const answer = request.nextUrl.searchParams;
    if (answer.size === 0) return seeOther(paths.signIn(writeSignInReason('signed-out')));
    const jar = await cookies();
    const ended = await endSignIn(answer, { cookies: jar.getAll(), headers: request.headers });
    for (const cookie of ended.set) jar.set(cookie);
    return 'person' in ended ? await welcome(ended.person, request, ended.next) : await refuse(ended, request);
  });
}

export const HEAD = onlyGet;

/** Sets again the cookie that remembers the wanted page, because a sign-in in another tab may have removed it meanwhile. */
async function refuse({ refusal, next }: Extract<Ended, { refusal: unknown }>, { headers }: NextRequest): Promise<Response> {
  const back = next === undefined ? undefined : returnCookie(env(), headers, next);
  if (back) (await cookies()).set(back);
  return seeOther(paths.signIn(writeSignInReason(refusal)));
}
