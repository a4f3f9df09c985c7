/** What the stand-in remembers: who is signed in where, which codes and refresh tokens it has issued, and what tests have set. */
import { randomUUID } from 'node:crypto';
import { randomToken } from '@/lib/shared/ids';
import { type Code, Codes } from './codes';
import { AadFault } from './faults';
import type { SignIn } from './sign-in';
import type { App, User } from './tenant';

interface RefreshGrant {
  app: App;
  signIn: SignIn;
}

export class Directory {
  /** Seconds that an access token lives. */
  accessSeconds = 3600;
  /** Whether the token endpoint's `scope` repeats a `.default` that was asked for. If not, it lists the permissions alone. */
  echoesDefault = true;
  readonly redirectUris: Set<string>;
  private readonly browsers = new Map<string, SignIn>();
  private readonly codes = new Codes();
  private readonly grants = new Map<string, RefreshGrant>();
  /** The user of each sign-in, by its `sid`. */
  private readonly signIns = new Map<string, User>();
  private readonly steppedUp = new Set<string>();
  private readonly steppedUpHere = new Set<string>();
  private readonly generations = new Map<string, number>();
  private readonly roles = new Map<string, string[]>();

  constructor(redirectUris: string[]) {
    this.redirectUris = new Set(redirectUris);
  }

  /** Signs a user in; gives what the browser's cookie must hold. */
  signIn(user: User): { cookie: string; signIn: SignIn } {
    const cookie = randomToken();
    const signIn = { sid: randomUUID(), user, contexts: [] };
    this.browsers.set(cookie, signIn);
    this.signIns.set(signIn.sid, user);
    return { cookie, signIn };
  }

  signInOf(cookie: string | undefined): SignIn | undefined {
    return cookie === undefined ? undefined : this.browsers.get(cookie);
  }

  signOut(cookie: string | undefined): void {
    if (cookie !== undefined) this.browsers.delete(cookie);
  }

  issueCode(code: Code): string {
    return this.codes.issue(code);
  }

  redeem(text: string, app: App, redirectUri: string, verifier: string): Code {
    const code = this.codes.redeem(text, app, redirectUri, verifier);
    this.requireStanding(code.signIn);
    return code;
  }

  /** As with Entra, older refresh tokens of the same sign-in stay good. */
  issueRefreshToken(app: App, signIn: SignIn): string {
    const text = `1.${randomToken()}`;
    this.grants.set(text, { app, signIn });
    return text;
  }

  refresh(text: string, app: App): SignIn {
    const grant = this.grants.get(text);
    if (!grant || grant.app !== app)
      throw new AadFault('invalid_grant', 9002313, 'Invalid request. Request is malformed or invalid.');
    this.requireStanding(grant.signIn);
    return grant.signIn;
  }

  /** Ends every sign-in of a user, with its refresh tokens and browsers. Access tokens stay good until they expire. */
  revoke(user: User): void {
    for (const [sid, owner] of this.signIns) if (owner === user) this.signIns.delete(sid);
    for (const [cookie, signIn] of this.browsers) if (signIn.user === user) this.browsers.delete(cookie);
  }

  private requireStanding({ sid }: SignIn): void {
    if (!this.signIns.has(sid))
      throw new AadFault(
        'invalid_grant',
        50173,
        'The provided grant has expired due to it being revoked, a fresh auth token is needed. The user might have changed or reset their password.',
      );
  }

  /** Sets a user's app roles, which the next id token names. */
  assign(user: User, roles: string[]): void {
    this.roles.set(user.oid, roles);
  }

  rolesOf(user: User): string[] {
    return this.roles.get(user.oid) ?? user.roles;
  }

  /** Sets whether a renewal requires the context `c1` of this user's sign-in, as a conditional access policy of Entra's does. */
  requireStepUpHere(user: User, required: boolean): void {
    if (required) this.steppedUpHere.add(user.oid);
    else this.steppedUpHere.delete(user.oid);
  }

  needsStepUpHere(user: User): boolean {
    return this.steppedUpHere.has(user.oid);
  }

  /** Makes the APIs refuse all tokens that a user has been given so far, as continuous access evaluation does. */
  endTokens({ oid }: User): void {
    this.generations.set(oid, this.generationOf(oid) + 1);
  }

  /** A user's tokens of an earlier generation are refused. It is a number and not a time, so that no test waits for the next second. */
  generationOf(oid: string): number {
    return this.generations.get(oid) ?? 0;
  }

  /** Sets whether the APIs require the context `c1` of this user's tokens. */
  requireStepUp(user: User, required: boolean): void {
    if (required) this.steppedUp.add(user.oid);
    else this.steppedUp.delete(user.oid);
  }

  needsStepUp(oid: string): boolean {
    return this.steppedUp.has(oid);
  }
}
