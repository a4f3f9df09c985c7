import 'server-only';
import { cookies } from 'next/headers';
import { cache } from 'react';
import { env } from '@/lib/shared/env';
import { Fault } from '@/lib/shared/errors';
import { sessionCookieName } from './cookies';
import type { Role, Session } from './model';
import { hasRole } from './role';
import { findSession } from './session-store.server';

export type { Session } from './model';

/** Who asks, in a server component or a route handler; null when nobody is signed in. Read once a request. */
export const currentSession = cache(async (): Promise<Session | null> => {
  const cookie = (await cookies()).get(sessionCookieName(env()))?.value;
  return (await findSession(cookie)) ?? null;
});

/** The first statement of every function that reads or writes data. Throws a Fault `unauthenticated`. */
export async function requireSession(): Promise<Session> {
  const session = await currentSession();
  if (!session) throw new Fault('unauthenticated', 'You are not signed in, or your session has ended. Sign in, then try again.');
  return session;
}

/** As `requireSession`, where not everybody may: throws a Fault `forbidden` for who has a lesser role than `needed`. */
export async function requireRole(needed: Role): Promise<Session> {
  const session = await requireSession();
  if (!hasRole(session.role, needed))
    throw new Fault(
      'forbidden',
      `This takes the role ${needed}; yours is ${session.role}. Who assigns roles here can change that.`,
    );
  return session;
}
