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
 * Where Entra sends people back: with a code or an error after signing in, with nothing after signing out. All ends on a page
 * of ours, and nothing of the query is shown.
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

/** The page that was wanted stays wanted: another tab may have taken the cookie meanwhile. */
async function refuse({ refusal, next }: Extract<Ended, { refusal: unknown }>, { headers }: NextRequest): Promise<Response> {
  const back = next === undefined ? undefined : returnCookie(env(), headers, next);
  if (back) (await cookies()).set(back);
  return seeOther(paths.signIn(writeSignInReason(refusal)));
}
