/** The context of a look for tests: its engine is asked nothing. */
import { localIdentity } from '@/lib/engines/identity';
import type { QueryContext } from '@/lib/query/context.server';

export const window = { from: '2026-03-05T12:00:00.0000000Z', to: '2026-03-10T12:00:00.0000000Z' };

export const context: QueryContext = {
  principal: { kind: 'system', name: 'the webhooks', scope: 'local' },
  engine: {
    ...{ name: 'embedded', retention: null, freshFor: null, version: () => '1', sample: () => false, check: () => undefined },
    query: () => Promise.reject(new Error('a look asks for sightings only')),
    tables: async () => [],
    coverage: async () => ({ tables: [], workspaces: [], notices: [] }),
  },
  identity: localIdentity,
  now: window.to,
};
