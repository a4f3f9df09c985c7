import 'server-only';
import { Fault } from '@/lib/shared/errors';
import { log } from '@/lib/shared/log';
import type { Session } from '../model';
import { askForClaims, revokeAccount } from '../session-store.server';
import { isClaims } from './claims';
import { entraClient } from './client.server';
import { onceAtATime } from './flights';
import { type Failure, failureOf } from './refusals';
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
 * A person's access token, from the store or renewed. When Entra refuses to renew it, all sessions of the person end; when it answers
 * with a claims challenge, this session is suspended until a sign-in that meets it. Throws Faults `unauthenticated` and `unavailable`.
 */
export async function userToken(account: Account, scopes: string[]): Promise<string> {
  const { accountId } = account;
  const outcome = await onceAtATime(`user ${accountId} ${scopes.toSorted().join(' ')}`, () => acquire(accountId, scopes));
  if ('token' in outcome) return outcome.token;
  return await endSession(account, outcome.refused?.claims ?? null);
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

async function acquire(accountId: string, scopes: string[], isFirst = true): Promise<Outcome> {
  const cache = new AccountCache(accountId);
  const client = entraClient(cache);
  try {
    const account = await client.getTokenCache().getAccountByHomeId(accountId);
    if (!account) return { refused: null };
    return { token: (await client.acquireTokenSilent({ account, scopes })).accessToken };
  } catch (error) {
    const failure = failureOf(error);
    if (!failure) throw error;
    if (!needsPerson.has(failure.error)) throw entraUnavailable(failure);
    // A new sign-in, here or on another instance, may have brought newer tokens while Entra refused the old ones.
    if (isFirst && (await readTokens(accountId)) !== cache.last) return acquire(accountId, scopes, false);
    const { claims, ...told } = failure;
    log().info({ ...told, challenged: claims !== null }, 'Entra ID did not renew a sign-in');
    return { refused: failure };
  }
}
