/** Checks whether a token is good for an API, as Azure's APIs do. */
import { createLocalJWKSet, errors, jwtVerify } from 'jose';
import { z } from 'zod';
import { STEP_UP, stepUpClaims } from '../entra/claims';
import type { TokenAuthority } from '../entra/entra';
import { type App, apps, users } from '../entra/tenant';
import { wallSeconds } from '../wall-clock';

export interface Caller {
  /** The id of the user, or of the application when it asks for itself. Limits are counted by it. */
  id: string;
  name: string;
  app: App;
  /** The token's `scp`, or its `roles` when an application asks for itself. */
  permissions: string[];
  isApp: boolean;
}

export type Refusal = 'missing' | 'malformed' | 'signature' | 'issuer' | 'audience' | 'expired' | 'claims';

export class TokenRefused extends Error {
  constructor(
    readonly refusal: Refusal,
    /** The value of the header `WWW-Authenticate` that says so. */
    readonly challenge: string,
  ) {
    super(refusal);
  }
}

const payload = z.object({
  oid: z.string(),
  appid: z.string(),
  scp: z.string().optional(),
  roles: z.array(z.string()).optional(),
  idtyp: z.string().optional(),
  acrs: z.array(z.string()).default([]),
  generation: z.number(),
});

export class BearerCheck {
  private readonly keys;

  constructor(
    private readonly authority: TokenAuthority,
    private readonly audience: string,
  ) {
    this.keys = createLocalJWKSet(authority.keys);
  }

  /** Tells who sent the header `Authorization`. Rejects with TokenRefused. */
  async caller(header: string | undefined): Promise<Caller> {
    const [, token] = /^Bearer +(\S+)$/i.exec(header ?? '') ?? [];
    if (token === undefined) throw this.refused('missing');
    const claims = payload.safeParse(await this.verified(token));
    if (!claims.success) throw this.refused('malformed');
    const { oid, appid, scp, roles = [], idtyp, acrs, generation } = claims.data;
    const app = apps.find(({ clientId }) => clientId === appid);
    const user = users.find((each) => each.oid === oid);
    if (!app || (!user && idtyp !== 'app')) throw this.refused('malformed');
    if (this.authority.needsStepUp(oid) && !acrs.includes(STEP_UP)) throw this.refused('claims', stepUpClaims);
    if (user && generation < this.authority.generationOf(oid)) throw this.refused('claims', notBefore());
    const name = user?.name ?? app.name;
    return { id: oid, name, app, permissions: user ? (scp ?? '').split(' ') : roles, isApp: !user };
  }

  private async verified(token: string): Promise<unknown> {
    try {
      const { issuer } = this.authority;
      const { payload } = await jwtVerify(token, this.keys, { audience: this.audience, issuer, requiredClaims: ['exp'] });
      return payload;
    } catch (error) {
      throw this.refused(refusalOf(error));
    }
  }

  private refused(refusal: Refusal, wanted = ''): TokenRefused {
    const uri = `Bearer realm="", authorization_uri="${this.authority.authorizeEndpoint}"`;
    if (refusal === 'missing') return new TokenRefused(refusal, uri);
    if (refusal !== 'claims') return new TokenRefused(refusal, `${uri}, error="invalid_token"`);
    const claims = Buffer.from(wanted).toString('base64');
    return new TokenRefused(refusal, `${uri}, error="insufficient_claims", claims="${claims}"`);
  }
}

/** Continuous access evaluation asks for a token that was issued after the event which ended the earlier ones. */
const notBefore = () => JSON.stringify({ access_token: { nbf: { essential: true, value: String(wallSeconds()) } } });

function refusalOf(error: unknown): Refusal {
  if (error instanceof errors.JWTExpired) return 'expired';
  if (error instanceof errors.JWSSignatureVerificationFailed || error instanceof errors.JWKSNoMatchingKey) return 'signature';
  if (!(error instanceof errors.JWTClaimValidationFailed)) return 'malformed';
  if (error.claim === 'aud') return 'audience';
  return error.claim === 'iss' ? 'issuer' : 'malformed';
}
