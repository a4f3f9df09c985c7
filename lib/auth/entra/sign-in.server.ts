import 'server-only';
import { CryptoProvider, PromptValue } from '@azure/msal-node';
import { paths } from '@/lib/routes/paths';
import { env } from '@/lib/shared/env';
import { log } from '@/lib/shared/log';
import type { Cookie } from '../cookies';
import { publicAddress } from '../host';
import type { NewSession } from '../session-store.server';
import { subjectOf } from './claims';
import { entraClient, entraSettings } from './client.server';
import type { Refusal } from './model';
import { type Browser, beginPending, type Pending, takePending } from './pending.server';
import { type Failure, failureOf, failureOfAnswer } from './refusals';
import { signInScopes } from './scopes';
import { sealTokens } from './token-cache.server';

/** The address to which Entra sends people back after signing in and out. The app registration must list exactly this address. */
export const redirectUri = () => `${publicAddress(env())}${paths.api.signInEntraCallback()}`;

export interface Wishes {
  /** The path to go to afterwards; it must be a safe one. */
  next?: string | undefined;
  /** A claims challenge to meet, as JSON text, and whose sign-in name it was put to. */
  challenged?: { claims: string; user: string } | undefined;
  /** Let the person choose another account than the one Microsoft remembers. */
  other: boolean;
}

/** Entra's address to go to, and the cookies by which this browser's answer is known. */
export async function beginSignIn(
  { next, challenged, other }: Wishes,
  browser: Browser,
): Promise<{ url: string; set: Cookie[] }> {
  const { verifier, challenge } = await new CryptoProvider().generatePkceCodes();
  const { pending, set } = await beginPending(next, verifier, browser);
  const url = await entraClient().getAuthCodeUrl({
    scopes: signInScopes(env()),
    redirectUri: redirectUri(),
    responseMode: 'query',
    codeChallenge: challenge,
    codeChallengeMethod: 'S256',
    state: pending.state,
    nonce: pending.nonce,
    ...(challenged && { claims: challenged.claims, loginHint: challenged.user }),
    ...(other && { prompt: PromptValue.SELECT_ACCOUNT }),
  });
  return { url, set };
}

type SignedIn = NewSession & { accountId: string };
export type Ended = { set: Cookie[]; next?: string | undefined } & ({ person: SignedIn } | { refusal: Refusal });

/** Takes Entra's answer: who signed in, or why nobody did. Opens no session and keeps nothing: the tokens come with the person. */
export async function endSignIn(answer: URLSearchParams, browser: Browser): Promise<Ended> {
  const { pending, set } = await takePending(answer.get('state'), browser);
  const failure = failureOfAnswer(answer);
  if (!pending) return { set, ...refused({ refusal: 'lost', error: failure?.error ?? 'state_mismatch' }) };
  const { next } = pending;
  const code = answer.get('code');
  if (failure || !code) return { set, next, ...refused(failure ?? { refusal: 'refused', error: 'no_code' }) };
  return { set, next, ...(await redeem(code, pending)) };
}

async function redeem(code: string, { state, nonce, verifier }: Pending): Promise<{ person: SignedIn } | { refusal: Refusal }> {
  const client = entraClient();
  const request = { code, scopes: signInScopes(env()), redirectUri: redirectUri(), codeVerifier: verifier, nonce, state };
  try {
    const { account, idTokenClaims } = await client.acquireTokenByCode(request, { code, state });
    const subject = subjectOf(idTokenClaims, entraSettings());
    if (!subject || !account) return refused({ refusal: 'other-tenant', error: 'foreign_id_token' });
    const { role, ...who } = subject;
    if (role === undefined) return refused({ refusal: 'no-role', error: 'no_role' });
    const { homeAccountId: accountId } = account;
    const tokens = await sealTokens(accountId, client.getTokenCache().serialize());
    return { person: { mode: 'entra', ...who, role, accountId, tokens } };
  } catch (error) {
    const failure = failureOf(error);
    if (!failure) throw error;
    return refused(failure);
  }
}

function refused({ refusal, error, ...rest }: Pick<Failure, 'refusal' | 'error'> & Partial<Failure>): { refusal: Refusal } {
  const { number = null, correlationId = null } = rest;
  log().warn({ refusal, error, number, correlationId }, 'a sign-in with Entra ID did not succeed');
  return { refusal };
}
