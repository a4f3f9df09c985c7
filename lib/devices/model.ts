/** A device, its events and the processes around them. Browser-safe. */
import type { ActivityAxis } from '@/lib/catalogue/model';
import type { Cell, Column } from '@/lib/kql/model';
import type { Answer, PortalLinks } from '@/lib/query/model';
import type { PortalPage } from '@/lib/routes/deep-links/model';
import type { Instant } from '@/lib/shared/time';
import type { Sighting } from '@/lib/sightings/model';
import type { Signal } from '@/lib/tables/tables';

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
  /** What “new” means in the lanes: first seen at or after this. */
  newSince: Instant;
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

export interface EventDetail extends Answer {
  event: DeviceEvent;
  /** Types of the event's columns, in order. */
  schema: Column[];
  deviceName: string;
  ancestry: ProcessNode[];
  /** A query that finds exactly this row. */
  kql: string;
  portalLinks: PortalLinks;
  /** Other rows with the same identity (DeviceId, Timestamp, ReportId), which should not be. */
  twins: number;
}
