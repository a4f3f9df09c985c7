import 'server-only';
import type { Session } from '../model';
import { signOut } from '../session-store.server';
import { entraClient, entraEndpoints, entraSettings } from './client.server';
import { redirectUri } from './sign-in.server';
import { AccountCache } from './token-cache.server';

/** Ends a session, if there is one. Gives the address at which Entra ends its own sign-in and sends people back to us. */
export async function signOutOfEntra(session: Session | null, clientAddress: string | null): Promise<string> {
  const { authority } = entraSettings();
  const address = new URL(entraEndpoints(authority).end_session_endpoint);
  address.searchParams.set('post_logout_redirect_uri', redirectUri());
  const hint = session?.accountId ? await logoutHint(session.accountId) : undefined;
  // Without it Entra asks which account to sign out.
  if (hint !== undefined) address.searchParams.set('logout_hint', hint);
  if (session) await signOut(session, clientAddress);
  return address.href;
}

/** The optional claim `login_hint` of the id token; a sign-in name would not do (learn.microsoft.com, “Sign out a user”). */
async function logoutHint(accountId: string): Promise<string | undefined> {
  const cache = entraClient(new AccountCache(accountId)).getTokenCache();
  const hint = (await cache.getAccountByHomeId(accountId))?.idTokenClaims?.login_hint;
  return typeof hint === 'string' ? hint : undefined;
}
