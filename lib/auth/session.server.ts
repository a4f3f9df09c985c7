import 'server-only';
import { cookies, headers } from 'next/headers';
import { cache } from 'react';
import { env } from '@/lib/shared/env';
import { Fault } from '@/lib/shared/errors';
import { sessionCookieName } from './cookies';
import { confirmAccount } from './entra/user-token.server';
import { isAllowedHost, publicAddress } from './host';
import type { PersonPrincipal, Session } from './model';
import { personPrincipal } from './principal.server';
import { findSession } from './session-store.server';

/**
 * Who asks, in a server component or a route handler; null when nobody is signed in. Read once a request. Where Entra has not been
 * asked for a while whether it stands behind the account, it is asked first.
 */
export const currentSession = cache(async (): Promise<Session | null> => {
  const cookie = (await cookies()).get(sessionCookieName(env()))?.value;
  const session = await findSession(cookie);
  if (!session?.isDue || session.accountId === null) return session ?? null;
  await confirmAccount({ id: session.id, accountId: session.accountId });
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
