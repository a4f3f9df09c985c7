/** The token endpoint. */
import { randomUUID } from 'node:crypto';
import { type Answer, json } from '../http/answer';
import type { Exchange } from '../http/exchange';
import { readClaims, STEP_UP, stepUpClaims } from './claims';
import { authenticate } from './client-authentication';
import type { Directory } from './directory';
import { AadFault, moreNeeded } from './faults';
import { readScopes } from './scopes';
import type { SignIn } from './sign-in';
import { type App, TENANT_ID } from './tenant';
import type { Signer } from './tokens';

export interface TokenIssuer {
  directory: Directory;
  signer: Signer;
  /** The address of this endpoint, which must be the audience of a client assertion. */
  tokenEndpoint: string;
  /** The application's certificate as PEM. */
  certificate: string;
}

type Grant = (issuer: TokenIssuer, app: App, form: URLSearchParams) => Promise<object>;

const grants: Record<string, Grant> = {
  authorization_code: async (issuer, app, form) => {
    const code = issuer.directory.redeem(
      required(form, 'code'),
      app,
      required(form, 'redirect_uri'),
      form.get('code_verifier') ?? '',
    );
    return await delegated(issuer, app, form, { signIn: code.signIn, scope: form.get('scope') ?? code.scope, nonce: code.nonce });
  },
  refresh_token: async (issuer, app, form) => {
    const signIn = issuer.directory.refresh(required(form, 'refresh_token'), app);
    if (issuer.directory.needsStepUpHere(signIn.user) && !signIn.contexts.includes(STEP_UP)) throw moreNeeded(stepUpClaims);
    return await delegated(issuer, app, form, { signIn, scope: form.get('scope') ?? 'openid', nonce: undefined });
  },
  client_credentials: async ({ directory, signer }, app, form) => {
    const scope = required(form, 'scope');
    if (!/^\S+\/\.default$/.test(scope))
      throw new AadFault(
        'invalid_scope',
        1002012,
        `The provided value for scope ${scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).`,
      );
    const granted = readScopes(scope, app);
    const seconds = directory.accessSeconds;
    const access = await signer.access({ app, granted, signIn: undefined, seconds, capabilities: [], generation: 0 });
    return { token_type: 'Bearer', expires_in: seconds, ext_expires_in: seconds, access_token: access };
  },
};

export async function answerToken(exchange: Exchange, issuer: TokenIssuer): Promise<Answer> {
  const form = await exchange.form();
  try {
    const grant = grants[form.get('grant_type') ?? ''];
    if (!grant) throw new AadFault('unsupported_grant_type', 70003, 'The app requested an unsupported grant type.');
    const app = await authenticate(form, issuer.tokenEndpoint, issuer.certificate);
    exchange.entry.app = app.name;
    return json(200, await grant(issuer, app, form), { pragma: 'no-cache' });
  } catch (error) {
    if (!(error instanceof AadFault)) throw error;
    const correlationId = form.get('client-request-id') ?? exchange.header('client-request-id') ?? randomUUID();
    return json(error.status, error.body(correlationId));
  }
}

async function delegated(
  { directory, signer }: TokenIssuer,
  app: App,
  form: URLSearchParams,
  { signIn, scope, nonce }: { signIn: SignIn; scope: string; nonce: string | undefined },
): Promise<object> {
  const { contexts, capabilities } = readClaims(form.get('claims'));
  if (contexts.includes(STEP_UP) && !signIn.contexts.includes(STEP_UP)) throw moreNeeded(stepUpClaims);
  const granted = readScopes(scope, app);
  const seconds = directory.accessSeconds;
  const generation = directory.generationOf(signIn.user.oid);
  return {
    token_type: 'Bearer',
    scope: directory.echoesDefault ? granted.scope : granted.scope.replace(/ ?\S+\/\.default/, ''),
    expires_in: seconds,
    ext_expires_in: seconds,
    access_token: await signer.access({ app, granted, signIn, seconds, capabilities, generation }),
    ...(granted.oidc.includes('offline_access') && { refresh_token: directory.issueRefreshToken(app, signIn) }),
    ...(granted.oidc.includes('openid') && { id_token: await signer.id(app, signIn, directory.rolesOf(signIn.user), nonce) }),
    ...(form.get('client_info') === '1' && { client_info: clientInfo(signIn) }),
  };
}

/** The text by which MSAL knows an account. It is part of the redirect's address and of the token answer. */
export function clientInfo({ user }: SignIn): string {
  return Buffer.from(JSON.stringify({ uid: user.oid, utid: TENANT_ID })).toString('base64url');
}

function required(form: URLSearchParams, name: string): string {
  const value = form.get(name);
  if (value === null || value === '')
    throw new AadFault('invalid_request', 900144, `The request body must contain the following parameter: '${name}'.`);
  return value;
}
