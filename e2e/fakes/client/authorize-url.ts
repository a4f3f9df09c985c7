/** The request of an application to the authorize endpoint, for tests that do without MSAL. */
import { createHash } from 'node:crypto';
import { randomToken } from '@/lib/shared/ids';
import { type App, LOG_ANALYTICS } from '../entra/tenant';

export interface Asking {
  url: string;
  verifier: string;
}

/** Makes the address to open, and the verifier that redeems its code. `over` replaces parameters; null removes one. */
export function authorizeUrl(authority: string, app: App, redirectUri: string, over: Record<string, string | null> = {}): Asking {
  const verifier = randomToken();
  const parameters = {
    client_id: app.clientId,
    redirect_uri: redirectUri,
    response_type: 'code',
    response_mode: 'query',
    scope: `openid profile offline_access ${LOG_ANALYTICS}/.default`,
    state: 'the-state',
    nonce: 'the-nonce',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...over,
  };
  const url = new URL(`${authority}/oauth2/v2.0/authorize`);
  for (const [name, value] of Object.entries(parameters)) if (value !== null) url.searchParams.set(name, value);
  return { url: url.href, verifier };
}
