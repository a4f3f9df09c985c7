/** Sightings and their timeline: what the API answers and the screens show. Browser-safe. */
import type { ActivityAxis, CollectedValues } from '@/lib/catalogue/model';
import type { Answer } from '@/lib/query/model';
import type { Instant } from '@/lib/shared/time';
import type { Signal } from '@/lib/tables/tables';
import type { Verdict } from '@/lib/triage/model';

export interface SightingPart {
  signal: Signal;
  huntIds: string[];
  firstSeen: Instant;
  lastSeen: Instant;
  /** Events; one that two hunts match counts once. */
  count: number;
  /** Distinct, ascending; left out where the question says `omit=reportIds`. */
  reportIds?: string[];
}

/**
 * What rows are filtered and ordered by. `accounts` are `domain\name`; `workspaces` has none where only one is asked.
 */
export interface SightingFacts extends CollectedValues {
  tool: string;
  toolSlug: string;
  deviceId: string;
  deviceName: string;
  firstSeen: Instant;
  lastSeen: Instant;
  count: number;
  /** The first event in the 30 days before the window; null where there is none, as far as the telemetry reaches. */
  earlier: Instant | null;
  /** First seen after `newSince`, with nothing in the 30 days before the window, where the telemetry reaches back before it. */
  isNew: boolean;
  verdict: Verdict;
}

export interface Sighting extends SightingFacts {
  signals: SightingPart[];
  /** Events in each bucket of the page's `activity` axis. */
  activity: number[];
}

export interface SightingsPage extends Answer {
  total: number;
  rows: Sighting[];
  nextCursor: string | null;
  axis: ActivityAxis;
  /** Over the whole filtered result, not this page. */
  figures: { devices: number; tools: number; newSightings: number; events: number };
  /** What “new” means here: first seen at or after this. */
  newSince: Instant;
  /** How far back “new” and `earlier` look: 30 days before the window, or where the telemetry begins. */
  lookbackFrom: Instant;
  /** For the filter menus. Tools and signals are counted without the filters on tool and signal, workspaces without the one on workspace. */
  facets: {
    tools: { tool: string; slug: string; sightings: number }[];
    signals: { signal: Signal; sightings: number }[];
    workspaces: { workspace: string; sightings: number }[];
  };
  leftOut: LeftOut[];
}

/** What one value that is left out (`account=!corp\svc`) hides: the sightings that would be there without it. */
export interface LeftOut {
  filter: string;
  value: string;
  sightings: number;
}

export interface Timeline extends Answer {
  step: string;
  from: Instant;
  to: Instant;
  /** Most events first. `counts[i]` is the bucket at `from` + i × `step`. */
  series: { tool: string; slug: string; counts: number[] }[];
  /** The last bucket ends after the window does. */
  partialLast: boolean;
}
