import 'server-only';
import { cookies, headers } from 'next/headers';
import { cache } from 'react';
import { env } from '@/lib/shared/env';
import { Fault } from '@/lib/shared/errors';
import { sessionCookieName } from './cookies';
import { isAllowedHost, publicAddress } from './host';
import type { PersonPrincipal, Session } from './model';
import { personPrincipal } from './principal.server';
import { findSession } from './session-store.server';

/** Who asks, in a server component or a route handler; null when nobody is signed in. Read once a request. */
export const currentSession = cache(async (): Promise<Session | null> => {
  const cookie = (await cookies()).get(sessionCookieName(env()))?.value;
  return (await findSession(cookie)) ?? null;
});

/**
 * Who asks, in a server component or a route handler: the first statement of every function that reads or changes data.
 * Throws a Fault `unauthenticated` when nobody is signed in, `forbidden` when the request is for a host that is not ours: what
 * goes round proxy.ts is checked here alone.
 */
export async function requirePrincipal(): Promise<PersonPrincipal> {
  const given = await headers();
  if (!isAllowedHost(given.get('host'), env()))
    throw new Fault('forbidden', `This server answers to ${publicAddress(env())} only.`);
  const session = await currentSession();
  if (!session) throw new Fault('unauthenticated', 'You are not signed in, or your session has ended. Sign in, then try again.');
  return personPrincipal(session, given);
}
