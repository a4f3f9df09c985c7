import { cookies } from 'next/headers';
import { forget, sessionCookieName } from '@/lib/auth/cookies';
import { signOutOfEntra } from '@/lib/auth/entra/sign-out.server';
import type { Session } from '@/lib/auth/model';
import { isSameOrigin, requireSameOrigin } from '@/lib/auth/origin';
import { writeSignInReason } from '@/lib/auth/params';
import { clientAddress } from '@/lib/auth/principal.server';
import { findAnySession, signInMode, signOut } from '@/lib/auth/session-store.server';
import { paths } from '@/lib/routes/paths';
import { env } from '@/lib/shared/env';
import { respond } from '../respond';

/**
 * Ends the session in the browser, on the server and at Entra. Without a session it answers the same, so a double click is no
 * error.
 */
export function POST(request: Request): Promise<Response> {
  return respond(async () => {
    requireSameOrigin({ sameOrigin: isSameOrigin(request.headers) });
    const jar = await cookies();
    const session = (await findAnySession(jar.get(sessionCookieName(env()))?.value)) ?? null;
    const address = clientAddress(request.headers);
    const location = signInMode() === 'entra' ? await signOutOfEntra(session, address) : await signOutHere(session, address);
    jar.set(forget(sessionCookieName(env()), env(), request.headers));
    return new Response(null, { status: 303, headers: { location, 'cache-control': 'no-store' } });
  });
}

async function signOutHere(session: Session | null, address: string | null): Promise<string> {
  if (session) await signOut(session, address);
  return paths.signIn(writeSignInReason('signed-out'));
}
