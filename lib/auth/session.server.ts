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
 * Who asks, in a server component or a route handler. Every function that reads data calls it first, and every route that changes
 * some. Throws a Fault `unauthenticated` when nobody is signed in, `forbidden` when the Host header is not ours: uploads bypass
 * proxy.ts, so the host is checked here as well.
 */
export async function requirePrincipal(): Promise<PersonPrincipal> {
  const given = await headers();
  if (!isAllowedHost(given.get('host'), env()))
    throw new Fault('forbidden', `This server answers to ${publicAddress(env())} only.`);
  const session = await currentSession();
  if (!session) throw new Fault('unauthenticated', 'You are not signed in, or your session has ended. Sign in, then try again.');
  return personPrincipal(session, given);
}
