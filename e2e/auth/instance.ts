/** Starts an instance of the app with settings of its own, and gives what it does with sessions and tokens. */
import { Browser } from '../fakes/client/browser';
import type { Harness } from './harness';
import { Jar } from './jar';

export async function startInstance(harness: Harness, settings: Record<string, string> = {}) {
  harness.restart(settings);
  const { beginSignIn, endSignIn } = await import('@/lib/auth/entra/sign-in.server');
  const sessions = await import('@/lib/auth/session-store.server');
  const { identityOf } = await import('@/lib/auth/identity.server');
  const { confirmAccount } = await import('@/lib/auth/entra/user-token.server');
  const jar = new Jar();

  /** Signs a user in at Entra, with the claims of a challenge if there is one. Gives the person who may have a session. */
  async function answered(user: string, challenged?: { claims: string; user: string }) {
    const browser = () => ({ cookies: jar.getAll(), headers: new Headers() });
    const begun = await beginSignIn({ other: false, challenged }, browser());
    for (const cookie of begun.set) jar.set(cookie);
    const answer = await new Browser(harness.tls.ca).signIn(begun.url, user);
    const ended = await endSignIn(answer.searchParams, browser());
    if (!('person' in ended)) throw new Error(`refused: ${ended.refusal}`);
    return ended.person;
  }

  /** Signs a user in, and gives the session's cookie. */
  async function signIn(...who: Parameters<typeof answered>): Promise<string> {
    return sessions.openSession(await answered(...who));
  }

  /** The identity whose rights queries with this cookie have. */
  async function identity(cookie: string) {
    const session = await sessions.findSession(cookie);
    if (!session) throw new Error('there is no session');
    return identityOf({ kind: 'person', sessionId: session.id, accountId: session.accountId });
  }

  return { ...sessions, answered, signIn, identity, confirmAccount };
}
