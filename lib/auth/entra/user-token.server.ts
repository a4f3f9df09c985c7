import 'server-only';
import type { AuthenticationResult } from '@azure/msal-node';
import { wallTime } from '@/lib/shared/clock';
import { env } from '@/lib/shared/env';
import { Fault } from '@/lib/shared/errors';
import { sha256 } from '@/lib/shared/ids';
import { log } from '@/lib/shared/log';
import { postponeRenewal } from '@/lib/store/token-caches.server';
import type { Session } from '../model';
import { askForClaims, changeRole, revokeAccount } from '../session-store.server';
import { isClaims, subjectOf } from './claims';
import { entraClient, entraSettings } from './client.server';
import { onceAtATime } from './flights';
import { keptToken } from './kept-tokens';
import { type Failure, failureOf } from './refusals';
import { signInScopes } from './scopes';
import { AccountCache, readTokens } from './token-cache.server';
import { entraUnavailable } from './unavailable';

type Account = Pick<Session, 'id'> & { accountId: string };
/** Callers share one refusal; each ends its own session. */
type Outcome = { token: string } | { refused: Failure | null };

/** Errors that only a new sign-in can mend. Any other is a fault of the server's settings or of the connection to Entra. */
const needsPerson = new Set([
  'invalid_grant',
  'interaction_required',
  'consent_required',
  'login_required',
  'no_tokens_found',
  'refresh_token_expired',
  'bad_token',
]);

/**
 * A person's access token, from the store or renewed. With each renewal the role that Entra tells is taken over. When Entra refuses
 * to renew, or tells no role any more, all sessions of the person end; when it answers with a claims challenge, this session is
 * suspended until a sign-in that meets it. A token that a service `refused` is renewed though it is not due. Throws Faults
 * `unauthenticated` and `unavailable`.
 */
export async function userToken(account: Account, scopes: string[], refused?: string): Promise<string> {
  const { accountId } = account;
  const key = `user ${accountId} ${scopes.toSorted().join(' ')} ${refused === undefined ? '' : sha256(refused)}`;
  const outcome = await onceAtATime(key, () => acquire(accountId, scopes, refused));
  if ('token' in outcome) return outcome.token;
  return await endSession(account, outcome.refused?.claims ?? null);
}

/**
 * Asks Entra whether it still stands behind an account that is due, whatever the engine: see `userToken` for what that changes.
 * An Entra that does not answer now changes nothing; it is asked again a minute later.
 */
export async function confirmAccount(account: Account): Promise<void> {
  try {
    await userToken(account, signInScopes(env()));
  } catch (error) {
    if (!(error instanceof Fault)) throw error; // the session's row says what came of it
  }
}

/**
 * Ends all sessions of an account that Entra or a service no longer accepts. With `claims` it only suspends this session, until a
 * sign-in brings them.
 */
export async function endSession(account: Account, claims: string | null): Promise<never> {
  if (claims !== null && isClaims(claims)) {
    await askForClaims(account.id, claims);
    throw new Fault('unauthenticated', 'Your organisation asks for one more proof of who you are. Sign in again to go on here.');
  }
  await revokeAccount(account.accountId);
  throw new Fault('unauthenticated', 'Microsoft has ended your sign-in. Sign in again to go on here.');
}

/** Seconds until an Entra that did not answer is asked again, if the tokens at hand are good for that long. */
const NOT_AGAIN_FOR = 60;

async function acquire(accountId: string, scopes: string[], refused: string | undefined): Promise<Outcome> {
  const tokens = await readTokens(accountId);
  if (!tokens) return { refused: null };
  const known = keptToken(tokens.cache, entraSettings().clientId, scopes, wallTime());
  const kept = known === refused ? undefined : known;
  if (kept !== undefined && !tokens.due) return { token: kept };
  try {
    return await renew(accountId, scopes);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    await postponeRenewal(accountId, NOT_AGAIN_FOR);
    if (kept === undefined) throw error;
    return { token: kept };
  }
}

async function renew(accountId: string, scopes: string[], isFirst = true): Promise<Outcome> {
  const cache = new AccountCache(accountId);
  const client = entraClient(cache);
  try {
    const account = await client.getTokenCache().getAccountByHomeId(accountId);
    if (!account) return { refused: null };
    // The refresh is forced, because MSAL’s own cache does not know when we want to ask Entra.
    const renewed = await client.acquireTokenSilent({ account, scopes, forceRefresh: true });
    return (await adoptRole(accountId, renewed)) ? { token: renewed.accessToken } : { refused: null };
  } catch (error) {
    const failure = failureOf(error);
    if (!failure) throw error;
    if (!needsPerson.has(failure.error)) throw entraUnavailable(failure);
    // A new sign-in, here or on another instance, may have brought newer tokens while Entra refused the old ones.
    if (isFirst && (await readTokens(accountId))?.cache !== cache.last) return renew(accountId, scopes, false);
    const { claims, ...told } = failure;
    log().info({ ...told, challenged: claims !== null }, 'Entra ID did not renew a sign-in');
    return { refused: failure };
  }
}

/** Takes over the role that the id token of a renewal tells. False: it tells none of ours, or is about somebody else. */
async function adoptRole(accountId: string, { idToken, idTokenClaims }: AuthenticationResult): Promise<boolean> {
  if (idToken === '') return true; // an answer without one says nothing of roles
  const role = subjectOf(idTokenClaims, entraSettings())?.role;
  if (role === undefined) log().info({ refusal: 'no-role' }, 'Entra ID tells no role of an account any more');
  else await changeRole(accountId, role);
  return role !== undefined;
}
