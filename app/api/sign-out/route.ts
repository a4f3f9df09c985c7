import { cookies } from 'next/headers';
import { forget, sessionCookieName } from '@/lib/auth/cookies';
import { requireSameOrigin } from '@/lib/auth/origin';
import { writeSignInReason } from '@/lib/auth/params';
import { currentSession } from '@/lib/auth/session.server';
import { revokeSession } from '@/lib/auth/session-store.server';
import { paths } from '@/lib/routes/paths';
import { env } from '@/lib/shared/env';
import { respond } from '../respond';

/** Ends the session here and on the server; without one it does the same, so that a double click is no error. */
export function POST(request: Request): Promise<Response> {
  return respond(async () => {
    requireSameOrigin(request);
    const session = await currentSession();
    if (session) await revokeSession(session);
    (await cookies()).set(forget(sessionCookieName(env()), request.headers));
    const location = paths.signIn(writeSignInReason('signed-out'));
    return new Response(null, { status: 303, headers: { location, 'cache-control': 'no-store' } });
  });
}
