import type { ToolProfile } from '@/lib/tool-profiles/model';

/** The profile of a tool of which nothing is known and nothing was seen. */
export const emptyProfile: ToolProfile = {
  window: { from: '2026-03-05T00:00:00.0000000Z', to: '2026-03-10T00:00:00.0000000Z' },
  engine: 'embedded',
  asOf: '2026-03-10T00:00:00.0000000Z',
  notices: [],
  tool: 'Acme',
  slug: 'acme',
  facts: null,
  hunts: [],
  seen: null,
  earlier: null,
  firstEver: null,
  lastEver: null,
  ever: null,
  lookbackFrom: '2026-03-01T00:00:00.0000000Z',
  signals: [],
  estate: null,
  programs: { rows: [], total: 0 },
  relays: { rows: [], total: 0 },
};
