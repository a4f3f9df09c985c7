import 'server-only';
import type { AuthenticationResult } from '@azure/msal-node';
import { wallTime } from '@/lib/shared/clock';
import { Fault } from '@/lib/shared/errors';
import { sha256 } from '@/lib/shared/ids';
import { log } from '@/lib/shared/log';
import { processWide } from '@/lib/shared/process-wide';
import { isClaims } from './claims';
import { entraClient } from './client.server';
import { onceAtATime } from './flights';
import { halfOf } from './kept-tokens';
import { failureOf } from './refusals';
import { applicationScopes } from './scopes';
import { entraUnavailable } from './unavailable';

/** A service refused the token that MSAL holds; `claims`: what it wants to see in the next, a claims challenge as JSON text. */
interface Challenge {
  claims?: string;
}

interface Application {
  client: ReturnType<typeof entraClient>;
  challenge?: Challenge | undefined;
  /**
   * The tokens by scopes; `until` is in milliseconds since 1970. Without this, MSAL would ask Entra at each call once a token
   * has less than five minutes left.
   */
  kept: Map<string, { token: string; until: number }>;
}

/** The application’s tokens stay in memory: each instance may have its own, and no session depends on them. */
const application = () => processWide<Application>('entra-application', () => ({ client: entraClient(), kept: new Map() }));

/** An access token of the application's own, a new one after a challenge or in place of one that a service `refused`. Throws a Fault `unavailable` in words. */
export function appToken(scopes: string[], refused?: string): Promise<string> {
  const asked = applicationScopes(scopes);
  const key = asked.join(' ');
  const flight = `app ${key} ${refused === undefined ? '' : sha256(refused)}`;
  return onceAtATime(flight, async () => {
    const app = application();
    const { challenge } = app;
    const kept = app.kept.get(key);
    if (!challenge && kept && kept.token !== refused && kept.until > wallTime()) return kept.token;
    app.challenge = undefined;
    try {
      const result = await app.client.acquireTokenByClientCredential({
        scopes: asked,
        ...challenge,
        skipCache: true,
      });
      if (result) return keep(app, key, result);
    } catch (error) {
      // Claims that Entra does not grant are asked for once: a policy may have changed since.
      if (challenge) app.challenge ??= {};
      const failure = failureOf(error);
      throw failure ? entraUnavailable(failure) : error;
    }
    throw new Fault('unavailable', 'Entra ID gave this server no token.');
  });
}

function keep({ kept }: Application, key: string, { accessToken: token, expiresOn }: AuthenticationResult): string {
  const life = (expiresOn?.getTime() ?? 0) - wallTime();
  kept.set(key, { token, until: wallTime() + halfOf(life / 1000) * 1000 });
  return token;
}

/**
 * A service refuses the application's token until a policy changes, which no person's sign-in helps: the next is a new one, so
 * that the change is seen at once.
 */
export function appChallenged(claims: string): Promise<never> {
  application().challenge = isClaims(claims) ? { claims } : {};
  log().warn('a service does not take the token of the application');
  const message = 'A policy of your organisation keeps this application from its data. Its administrator has to exempt it.';
  return Promise.reject(new Fault('unavailable', message));
}
