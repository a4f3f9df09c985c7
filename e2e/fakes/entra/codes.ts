/** Authorization codes. Each is good once, for ten minutes, and for the application that asked for it. */
import { createHash } from 'node:crypto';
import { randomToken } from '@/lib/shared/ids';
import { wallMs } from '../wall-clock';
import { AadFault } from './faults';
import type { SignIn } from './sign-in';
import type { App } from './tenant';

export interface Code {
  app: App;
  signIn: SignIn;
  redirectUri: string;
  challenge: string;
  scope: string;
  nonce: string | undefined;
}

const LIFE_MS = 10 * 60_000;

export class Codes {
  private readonly codes = new Map<string, Code & { expires: number; redeemed: boolean }>();

  issue(code: Code): string {
    const text = randomToken();
    this.codes.set(text, { ...code, signIn: { ...code.signIn }, expires: wallMs() + LIFE_MS, redeemed: false });
    return text;
  }

  /** Throws an AadFault where the code is not this application's, was used or is too old, or the redirect address or verifier is wrong. */
  redeem(text: string, app: App, redirectUri: string, verifier: string): Code {
    const code = this.codes.get(text);
    if (!code || code.app !== app) throw refused(70000, 'The provided value for the code parameter is not valid.');
    if (code.redeemed)
      throw refused(
        54005,
        'OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.',
      );
    if (code.expires < wallMs())
      throw refused(70008, 'The provided authorization code or refresh token has expired due to inactivity.');
    if (code.redirectUri !== redirectUri)
      throw refused(
        500112,
        'The reply address does not match the reply address provided when requesting the authorization code.',
      );
    if (createHash('sha256').update(verifier).digest('base64url') !== code.challenge)
      throw refused(501481, 'The Code_Verifier does not match the code_challenge supplied in the authorization request.');
    code.redeemed = true;
    return code;
  }
}

const refused = (number: number, why: string) => new AadFault('invalid_grant', number, why);
