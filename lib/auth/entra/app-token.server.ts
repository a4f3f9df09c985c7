import 'server-only';
import { Fault } from '@/lib/shared/errors';
import { processWide } from '@/lib/shared/process-wide';
import { entraClient } from './client.server';
import { onceAtATime } from './flights';
import { failureOf } from './refusals';
import { applicationScopes } from './scopes';
import { entraUnavailable } from './unavailable';

/** Its tokens stay in memory: each instance may have its own, and nobody's sign-in stands on them. */
const application = () => processWide('entra-application', () => entraClient());

/** An access token of the application's own. Throws a Fault `unavailable` in words. */
export function appToken(scopes: string[]): Promise<string> {
  const asked = applicationScopes(scopes);
  return onceAtATime(`app ${asked.join(' ')}`, async () => {
    try {
      const result = await application().acquireTokenByClientCredential({ scopes: asked });
      if (result) return result.accessToken;
    } catch (error) {
      const failure = failureOf(error);
      throw failure ? entraUnavailable(failure) : error;
    }
    throw new Fault('unavailable', 'Entra ID gave this server no token.');
  });
}

/** A service refuses the application's token until a policy changes, which no person's sign-in helps. */
export function appChallenged(): Promise<never> {
  const message = 'A policy of your organisation keeps this application from its data. Its administrator has to exempt it.';
  return Promise.reject(new Fault('unavailable', message));
}
