/** What a sweep found, before anyone filters it. Kept on the server. */

import type { ActivityAxis, CollectedValues } from '@/lib/catalogue/model';
import type { EngineName } from '@/lib/engines/model';
import type { Notice } from '@/lib/query/model';
import type { Instant } from '@/lib/shared/time';
import type { Window } from '@/lib/shared/window';
import type { Signal } from '@/lib/tables/tables';
import type { Evidence } from './evidence';

/** Events in one bucket of the axis: its number, and how many. */
export type Bucket = [index: number, count: number];

/** `workspaces` has none where only one is asked. */
export interface SweepPart extends CollectedValues, Evidence {
  signal: Signal;
  huntIds: string[];
  firstSeen: Instant;
  lastSeen: Instant;
  count: number;
  /** Only buckets with events, in no order. */
  activity: Bucket[];
  /** The first event of the signal's hunts for the tool on the device in the 30 days before the window; null for none. */
  earlier: Instant | null;
  /** Set where the hunt's own text gave them. Those of a sweep are asked for later, for the rows that are shown. */
  reportIds?: string[];
}

/** One tool on one device, with a part for each signal that saw it. */
export interface SweepSighting {
  tool: string;
  toolSlug: string;
  deviceId: string;
  deviceName: string;
  parts: SweepPart[];
  /** What exclusions take out of its events. If they take out everything, `parts` is empty. */
  excludedParts: SweepPart[];
  /** By exclusion: how many events it takes out and the last of them. An event that two exclusions take out counts for both. */
  exclusions: Record<string, { events: number; lastMatch: Instant }>;
}

/** How long a table took to answer, its wait for a turn included. */
export interface Took {
  table: string;
  seconds: number;
}

export interface SweepResult {
  engine: EngineName;
  window: Window;
  asOf: Instant;
  axis: ActivityAxis;
  sightings: SweepSighting[];
  /** Since when there are events of each signal, where the engine knows it: before that, none can be found. */
  history: Partial<Record<Signal, Instant>>;
  notices: Notice[];
  /** How long each table took that answered; left out where no sweep was made. */
  took?: Took[];
  /** False when something could not be asked; the next try may succeed. */
  complete: boolean;
}
