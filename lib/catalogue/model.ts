/** The catalogue as the API answers it and the hunts page shows it. Browser-safe. */
import type { Signal } from '@/lib/hunts/model';
import type { Notice } from '@/lib/query/model';
import type { PortalQuery } from '@/lib/routes/deep-links/model';
import type { Instant } from '@/lib/shared/time';

/** The axis of activity: bucket i begins at `from` + i × `step` (UTC). */
export interface ActivityAxis {
  from: Instant;
  step: string;
  buckets: number;
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
  /** Why it does not share one scan with the other hunts of its table; null when it does. */
  notFused: string | null;
  /** Why it is in no sweep and only answers by itself; null when it is in them. */
  notSwept: string | null;
  /** Why it is not asked, when it is not. */
  fault: string | null;
  /** The table that it reads and that is not there, so that it is not asked; null when all is. */
  missingTable: string | null;
}

export interface HuntDetail extends HuntSummary {
  query: { written: string; cut: string; sent: string };
  /** The same two elsewhere; null when the hunt is refused. */
  portalLinks: { cut: PortalQuery; sent: PortalQuery } | null;
}

export interface HuntsPage {
  hunts: HuntSummary[];
  notices: Notice[];
}
