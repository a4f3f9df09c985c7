/** Signs tokens as Entra does. */
import { createHash, randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, type JSONWebKeySet, SignJWT } from 'jose';
import { wallSeconds } from '../wall-clock';
import type { Granted } from './scopes';
import type { SignIn } from './sign-in';
import { type App, TENANT_ID } from './tenant';

const ID_TOKEN_SECONDS = 3600;

export interface AccessOptions {
  app: App;
  granted: Granted;
  /** The sign-in of the user; undefined where the token is the application's own. */
  signIn: SignIn | undefined;
  seconds: number;
  capabilities: string[];
  /** The generation of the user's tokens (`Directory.generationOf`). */
  generation: number;
}

export class Signer {
  private constructor(
    readonly issuer: string,
    readonly keys: JSONWebKeySet,
    private readonly sign: (claims: Record<string, unknown>, seconds: number) => Promise<string>,
  ) {}

  static async create(issuer: string): Promise<Signer> {
    const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
    const kid = randomUUID();
    const jwk = { ...(await exportJWK(publicKey)), kid, use: 'sig', alg: 'RS256', issuer };
    const sign = (claims: Record<string, unknown>, seconds: number) => {
      const now = wallSeconds();
      return new SignJWT({ ...claims, iss: issuer, iat: now, nbf: now, exp: now + seconds })
        .setProtectedHeader({ typ: 'JWT', alg: 'RS256', kid })
        .sign(privateKey);
    };
    return new Signer(issuer, { keys: [jwk] }, sign);
  }

  access({ app, granted, signIn, seconds, capabilities, generation }: AccessOptions): Promise<string> {
    const own = signIn
      ? { ...person(app, signIn), scp: [...granted.permissions, ...granted.oidc.filter((s) => s !== 'offline_access')].join(' ') }
      : { oid: app.clientId, sub: app.clientId, idtyp: 'app', roles: granted.permissions };
    const extra = {
      ...(signIn && signIn.contexts.length > 0 && { acrs: signIn.contexts }),
      ...(capabilities.length > 0 && { xms_cc: capabilities }),
    };
    const claims = {
      aud: granted.resource,
      appid: app.clientId,
      tid: TENANT_ID,
      ver: '1.0',
      uti: randomUUID(),
      generation,
      ...own,
      ...extra,
    };
    return this.sign(claims, seconds);
  }

  id(app: App, signIn: SignIn, roles: string[], nonce: string | undefined): Promise<string> {
    const { user } = signIn;
    const claims = {
      ...person(app, signIn),
      aud: app.clientId,
      tid: TENANT_ID,
      ver: '2.0',
      preferred_username: user.upn,
      login_hint: user.upn,
      ...(roles.length > 0 && { roles }),
      ...(nonce !== undefined && { nonce }),
    };
    return this.sign(claims, ID_TOKEN_SECONDS);
  }
}

/** The claims about the user. `sub` differs for each application, as in Entra. */
function person(app: App, { user, sid }: SignIn) {
  const sub = createHash('sha256').update(`${app.clientId} ${user.oid}`).digest('base64url');
  return { oid: user.oid, sub, name: user.displayName, upn: user.upn, unique_name: user.upn, sid };
}
