/** The catalogue as the API answers it and the hunts page shows it. Browser-safe. */

import type { Notice } from '@/lib/query/model';
import type { PortalQuery } from '@/lib/routes/deep-links/model';
import type { Instant } from '@/lib/shared/time';
import type { Signal } from '@/lib/tables/tables';

/** The axis of activity: bucket i begins at `from` + i × `step` (UTC). */
export interface ActivityAxis {
  from: Instant;
  step: string;
  buckets: number;
}

/** What a sweep collects of the events of a sighting, each with the column that a row of its answer has for it. */
export const collected = { accounts: 'Account', workspaces: 'Workspace' } as const;
export type Collected = keyof typeof collected;
export type CollectedColumn = (typeof collected)[Collected];
/** The distinct values of each, ascending, without empty ones. */
export type CollectedValues = Record<Collected, string[]>;

// The keys are those of `collected`, which is a constant.
export const collectedNames = Object.keys(collected) as Collected[];

export function collectedValues(valuesOf: (name: Collected) => string[]): CollectedValues {
  const values: Partial<CollectedValues> = {};
  for (const name of collectedNames) values[name] = valuesOf(name);
  return values as CollectedValues; // each name has its list now
}

export interface HuntSummary {
  id: string;
  name: string;
  description: string;
  tool: string;
  toolSlug: string;
  signal: Signal;
  table: string;
  tactics: string[];
  relevantTechniques: string[];
  connectors: string[];
  file: string;
  /** Why it needs a scan of its own; null when it shares one with the other hunts of its table. */
  notFused: string | null;
  /** Why sweeps leave it out, so that it answers only on its own page; null when they ask it. */
  notSwept: string | null;
  /** Why the hunt is refused; null when it is not. */
  fault: string | null;
  /** The table that it needs and that is not there, so that it is not asked; null when the table is there. */
  missingTable: string | null;
}

export interface HuntDetail extends HuntSummary {
  query: { written: string; cut: string; sent: string };
  /** Where `cut` and `sent` can be opened; null when the hunt is refused. */
  portalLinks: { cut: PortalQuery; sent: PortalQuery } | null;
}

export interface HuntsPage {
  hunts: HuntSummary[];
  notices: Notice[];
}
