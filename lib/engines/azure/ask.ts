/** A query on its way to a service of Azure until it is answered or cannot be. */
import type { QueryOptions, QueryResult } from '@/lib/engines/engine';
import type { Throttling } from '@/lib/engines/throttling/throttling';
import type { Workspace } from '@/lib/shared/azure-env';
import { log } from '@/lib/shared/log';
import type { Instant } from '@/lib/shared/time';
import { type AzureService, claimsIn, requestIdOf } from './service';
import { Tries } from './tries';

export interface Means {
  service: AzureService;
  throttling: Throttling;
}

export interface Question {
  place: Workspace;
  kql: string;
  now: Instant;
  /** In a few words. */
  what: string;
  /** How long to wait for limits, in milliseconds. */
  patience?: number;
  /** Nothing but limits, and a token that is not accepted, is a reason to try again. */
  once?: boolean;
  /** The query passes over tables that are not there (`union isfuzzy=true`). */
  isFuzzy?: boolean;
}

/**
 * The answer, exact and whole or said to be `cut`. Rejects with a Fault that names what happened, with a `Stale` one where the
 * tables may not be what they were, and with what the identity rejects with.
 */
export async function ask(
  { service, throttling }: Means,
  { place, kql, now, what, patience, once = false, isFuzzy = false }: Question,
  { identity, signal, pieces }: Pick<QueryOptions, 'identity' | 'signal' | 'pieces'>,
): Promise<QueryResult> {
  const tries = new Tries(service, place.name, once);
  return throttling.caller(service.callerOf(identity.scope)).run(
    { what, signal, patience, pieces, priority: pieces ? 'bulk' : 'interactive' },
    async (leave): Promise<QueryResult> => {
      const token = await tries.token(identity);
      const response = await service.send({ place, kql, now, token, wait: tries.wait, signal: leave });
      log().debug({ place: place.name, status: response.status, requestId: requestIdOf(response) }, what);
      const claims = response.status === 401 ? claimsIn(response.headers.get('www-authenticate') ?? '') : undefined;
      if (claims !== undefined) return identity.challenged(claims);
      return { ...(await service.read(response, isFuzzy)), partial: [], cut: false };
    },
    (error) => tries.decide(error),
  );
}
