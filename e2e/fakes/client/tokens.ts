/** Calls of the token endpoint, for tests that do without MSAL. */
import { type App, appNamed, LOG_ANALYTICS } from '../entra/tenant';
import { authorizeUrl } from './authorize-url';
import { Browser } from './browser';
import { request } from './request';

export interface TokenAnswer {
  status: number;
  body: Record<string, unknown>;
}

export interface TokenClient {
  authority: string;
  ca: string;
  redirectUri: string;
  app?: App;
}

export async function askToken(
  { authority, ca, app = appNamed('contoso') }: TokenClient,
  form: Record<string, string>,
): Promise<TokenAnswer> {
  const { status, body } = await request(`${authority}/oauth2/v2.0/token`, {
    ca,
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ client_id: app.clientId, client_secret: app.secret, ...form }).toString(),
  });
  return { status, body: JSON.parse(body) };
}

/** Signs a user in, and gives the code and the verifier that redeems it. */
export async function codeOf(client: TokenClient, user: string, over: Record<string, string | null> = {}) {
  const { app = appNamed('contoso') } = client;
  const { url, verifier } = authorizeUrl(client.authority, app, client.redirectUri, over);
  const back = await new Browser(client.ca).signIn(url, user);
  return { code: back.searchParams.get('code') ?? '', verifier };
}

/** Signs a user in and redeems the code; rejects where either is refused. */
export async function tokensOf(client: TokenClient, user: string, scope = `${LOG_ANALYTICS}/.default`, claims?: string) {
  const full = `openid profile offline_access ${scope}`;
  const { code, verifier } = await codeOf(client, user, { scope: full, claims: claims ?? null });
  const { status, body } = await askToken(client, {
    grant_type: 'authorization_code',
    code,
    code_verifier: verifier,
    redirect_uri: client.redirectUri,
    scope: full,
  });
  if (status !== 200) throw new Error(String(body.error_description));
  return { access: String(body.access_token), refresh: String(body.refresh_token), id: String(body.id_token), body };
}
