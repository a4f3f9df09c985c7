import 'server-only';
import { readResponse } from '@/lib/engines/azure/read.server';
import type { AzureService } from '@/lib/engines/azure/service';
import { type Endpoint, send } from './send';
import { failureOfStatus, QUERY_MS } from './status';

/** Advanced hunting as the Azure engine asks it. `tenant`: whom Defender counts its calls for. */
export function defenderService(endpoint: Endpoint, tenant: string): AzureService {
  return {
    name: 'Microsoft Defender',
    vendor: 'Microsoft',
    scope: `${endpoint.audience}/.default`,
    waits: [QUERY_MS / 1000],
    callerOf: (scope) => ({
      service: 'defender',
      scope,
      atOnce: 5,
      words: 'This server asks Microsoft Defender 5 queries at once for one person.',
      // “At least 45”, as documented: a large tenant has more, which only its refusals would tell.
      rate: { calls: 45, per: 60_000, words: 'Microsoft Defender takes 45 calls a minute from one tenant.', of: tenant },
    }),
    send: (call) => send(endpoint, call),
    read: (response, isFuzzy) => readResponse('defender', response, failureOfStatus, isFuzzy),
  };
}
