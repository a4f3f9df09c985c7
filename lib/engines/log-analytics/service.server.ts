import 'server-only';
import { readResponse } from '@/lib/engines/azure/read.server';
import type { AzureService } from '@/lib/engines/azure/service';
import { failureOfStatus } from './status';
import { type Endpoint, send } from './transport';

/** Log Analytics as the Azure engine asks it. */
export function logAnalyticsService(endpoint: Endpoint): AzureService {
  return {
    name: 'Log Analytics',
    vendor: 'Azure',
    scope: `${endpoint.audience}/.default`,
    // Seconds: the service’s default, then the most that it accepts.
    waits: [180, 600],
    // Documented: 5 at once and 200 in 30 seconds, each for one person or one application.
    callerOf: (scope) => ({
      service: 'log-analytics',
      scope,
      atOnce: 5,
      words: 'Log Analytics runs 5 queries at once for one person.',
      rate: { calls: 200, per: 30_000, words: 'Log Analytics takes 200 queries in 30 seconds from one person.', of: scope },
    }),
    send: (call) => send(endpoint, call),
    read: (response, isFuzzy) => readResponse('log-analytics', response, failureOfStatus, isFuzzy),
  };
}
