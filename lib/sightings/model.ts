/** Sightings, their timeline, the device and its events: what the API answers and the screens show. Browser-safe. */
import type { Cell, Column, EngineName, TableStatus } from '@/lib/engines/model';
import type { Signal } from '@/lib/hunts/model';
import type { PortalPage, PortalQuery } from '@/lib/routes/deep-links/model';
import type { Instant } from '@/lib/shared/time';
import type { Window } from '@/lib/shared/window';
import type { Verdict } from '@/lib/triage/model';

/** Something that keeps an answer from being the whole answer, or that was changed in the question. */
export interface Notice {
  kind: 'parameter' | 'partial' | 'skipped' | 'missing-table' | 'info';
  message: string;
  huntId?: string;
}

/** What every answer says of itself. */
export interface Answer {
  window: Window;
  engine: EngineName;
  /** When the telemetry was asked. */
  asOf: Instant;
  notices: Notice[];
}

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

export interface Sighting {
  tool: string;
  toolSlug: string;
  deviceId: string;
  deviceName: string;
  firstSeen: Instant;
  lastSeen: Instant;
  count: number;
  /** `domain\name` of who ran it, without empty ones. */
  accounts: string[];
  /** Names of the workspaces that hold its events, ascending; none where only one is asked. */
  workspaces: string[];
  /** First seen after `newSince`, with nothing in the 30 days before the window either. */
  isNew: boolean;
  verdict: Verdict;
  signals: SightingPart[];
  /** Events in each bucket of the page's `activity` axis. */
  activity: number[];
}

/** The axis of activity: bucket i begins at `from` + i × `step` (UTC). */
export interface ActivityAxis {
  from: Instant;
  step: string;
  buckets: number;
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
  /** For the filter menus: tools and signals before the filter on both, workspaces before the one on them. */
  facets: {
    tools: { tool: string; slug: string; sightings: number }[];
    signals: { signal: Signal; sightings: number }[];
    workspaces: { workspace: string; sightings: number }[];
  };
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

export interface DeviceLane extends Sighting {
  /** File names of the processes that started it, most frequent first (process signal). */
  startedBy: { fileName: string; count: number }[];
}

export interface DeviceDetail extends Answer {
  deviceId: string;
  /** The newest name telemetry has for it. */
  deviceName: string;
  /** Newest row of DeviceInfo, in the schema's order; null when there is none. */
  info: { columns: Column[]; row: Cell[] } | null;
  axis: ActivityAxis;
  lanes: DeviceLane[];
  /** Its pages in Microsoft's portals, over the same window. */
  pages: PortalPage[];
}

/** One row of a source table, with the hunts that match it. */
export interface DeviceEvent {
  /** `<signal>-<ticks>-<reportId>`: its address on the device. */
  id: string;
  table: string;
  signal: Signal;
  deviceId: string;
  timestamp: Instant;
  reportId: string;
  huntIds: string[];
  tools: string[];
  /** Every column of the source row, in the schema's order, then unknown ones. */
  columns: Record<string, Cell>;
}

export interface EventsPage extends Answer {
  deviceId: string;
  total: number;
  rows: DeviceEvent[];
  nextCursor: string | null;
}

/** A process in the ancestry of an event, eldest first; `eventId` where its own creation is in the telemetry. */
export interface ProcessNode {
  relation: 'ancestor' | 'parent' | 'initiating' | 'subject' | 'child';
  fileName: string;
  processId: string | null;
  creationTime: Instant | null;
  commandLine: string;
  account: string;
  eventId: string | null;
}

/** Where what is on the screen can be looked at besides, and as which KQL. */
export interface Elsewhere {
  window: Window;
  notices: Notice[];
  pages: PortalPage[];
  /** One a table. */
  queries: PortalQuery[];
}

export interface EventDetail extends Answer {
  event: DeviceEvent;
  /** Types of the event's columns, in order. */
  schema: Column[];
  deviceName: string;
  ancestry: ProcessNode[];
  /** A query that finds exactly this row. */
  kql: string;
  elsewhere: Elsewhere;
  /** Other rows with the same identity (DeviceId, Timestamp, ReportId), which should not be. */
  twins: number;
}

export interface StatusReport {
  engine: EngineName;
  asOf: Instant;
  engines: { name: EngineName; ok: boolean; message: string }[];
  tables: (TableStatus & { hunts: number; connectors: string[]; lagSeconds: number | null })[];
  /** What of the estate no answer covers, by name and with why: a workspace that refuses. */
  coverage: string[];
  /** Where connectors are enabled; null where no tenant or workspace is known. */
  connectorLinks: { sentinel: string | null; streaming: string | null };
  hunts: number;
  tools: number;
  /** The telemetry is the made-up sample, not somebody's. */
  sample: boolean;
  notices: Notice[];
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
  elsewhere: { cut: PortalQuery; sent: PortalQuery } | null;
}
