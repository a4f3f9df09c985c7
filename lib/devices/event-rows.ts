/** Rows of a source table as events. Pure. */
import { z } from 'zod';
import type { QueryResult } from '@/lib/engines/engine';
import type { Hunt } from '@/lib/hunts/model';
import { kqlDatetime, kqlString } from '@/lib/kql/quote';
import { Fault } from '@/lib/shared/errors';
import type { Window } from '@/lib/shared/window';
import { type Signal, tableOfSignal } from '@/lib/tables/tables';
import { type EventKey, writeEventId } from './event-id';
import type { DeviceEvent } from './model';

/**
 * The columns that every event must have. ReportId may be missing or inexact in a workspace. The other columns are kept as they
 * are.
 */
const identity = z.object({ Timestamp: z.string(), ReportId: z.string().nullable(), DeviceId: z.string() });

/** The rows as events without their hunts. `Hunts`, which a labelled source adds, is not a column of the table. */
export function toEvents(result: QueryResult, signal: Signal): DeviceEvent[] {
  return result.rows.map((row) => {
    const columns = Object.fromEntries(
      result.columns.map((c, i) => [c.name, row[i] ?? null]).filter(([name]) => name !== 'Hunts'),
    );
    const key = identity.safeParse(columns);
    if (!key.success) throw new Fault('unavailable', `A row of ${tableOfSignal[signal]} has no DeviceId or Timestamp.`);
    const { Timestamp: timestamp, ReportId: reportId, DeviceId: deviceId } = key.data;
    return {
      id: writeEventId({ signal, timestamp, reportId }),
      table: tableOfSignal[signal],
      signal,
      deviceId,
      timestamp,
      reportId,
      huntIds: [],
      tools: [],
      excludedBy: [],
      columns,
    };
  });
}

/** Characters of a value in a list of events; the event's own answer has it whole. */
export const MAX_LISTED = 8192;

/** The event as a list gives it: its values cut at `MAX_LISTED`; the same object when none is longer. */
export function listed(event: DeviceEvent): DeviceEvent {
  const long = Object.entries(event.columns).filter(([, value]) => typeof value === 'string' && value.length > MAX_LISTED);
  if (long.length === 0) return event;
  const cut = long.map(([name, value]) => [name, `${String(value).slice(0, MAX_LISTED)}…`]);
  return { ...event, columns: { ...event.columns, ...Object.fromEntries(cut) } };
}

/** What the sweep says of an event: the hunts that match it, and the exclusions, by id, that take it out. */
export interface Matched {
  hunts: Hunt[];
  excludedBy: string[];
}

/** The event with the hunts that match it, their tools, and what takes it out. */
export function withHunts(event: DeviceEvent, { hunts, excludedBy }: Matched): DeviceEvent {
  return { ...event, huntIds: hunts.map((h) => h.id), tools: [...new Set(hunts.map((h) => h.tool))], excludedBy };
}

/** KQL for every row of a table on one device in a window. */
export function deviceRowsKql(table: string, deviceId: string, window: Window): string {
  return `${table}
| where Timestamp between (${kqlDatetime(window.from)} .. ${kqlDatetime(window.to)})
| where ${onDevice(deviceId)}`;
}

export const onDevice = (deviceId: string) => `DeviceId == ${kqlString(deviceId)}`;

/** KQL that finds exactly one event: its identity is (DeviceId, Timestamp, ReportId). Without ReportId, all such events of the instant. */
export function eventKql(deviceId: string, { signal, timestamp, reportId }: EventKey): string {
  return `${tableOfSignal[signal]}
| where Timestamp == ${kqlDatetime(timestamp)}
| where ${onDevice(deviceId)}
| where ${reportId === null ? 'isnull(ReportId)' : `ReportId == ${longKql(reportId)}`}`;
}

/** A long in KQL; the text must be one already (its callers parsed it). */
export function longKql(text: string): string {
  return `long(${BigInt(text)})`;
}
