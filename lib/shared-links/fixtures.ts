/** Small snapshots for the tests beside. */
import type { DeviceEvent, EventsPage } from '@/lib/devices/model';
import { aRow } from '@/lib/sightings/fixtures';
import type { Sighting } from '@/lib/sightings/model';
import type { Snapshot } from './model';

const answer = {
  window: { from: '2026-03-05T12:00:00.0000000Z', to: '2026-03-10T12:00:00.0000000Z' },
  engine: 'embedded' as const,
  asOf: '2026-03-10T12:00:00.0000000Z',
  notices: [],
};

function anEvent(id: number, huntIds: string[]): DeviceEvent {
  const timestamp = `2026-03-10T08:00:00.${String(id).padStart(7, '0')}Z`;
  const said = { id: `process-${id}`, table: 'DeviceProcessEvents', signal: 'process' as const, deviceId: 'd1' };
  return { ...said, timestamp, reportId: String(id), huntIds, tools: [], excludedBy: [], columns: {} };
}

/** The newest first; those of `matched` are what a hunt matches. */
export function anEventsPage(ids: number[], total = ids.length, matched: number[] = []): EventsPage {
  return {
    ...answer,
    deviceId: 'd1',
    total,
    rows: ids.map((id) => anEvent(id, matched.includes(id) ? ['h'] : [])),
    nextCursor: null,
  };
}

export function aSightingsSnapshot(rows: Sighting[] = [aRow()], total = rows.length): Snapshot & { page: 'sightings' } {
  const axis = { from: answer.window.from, step: '1h', buckets: 2 };
  return {
    page: 'sightings',
    sightings: {
      ...answer,
      ...{ total, rows, nextCursor: null, axis, newSince: answer.window.from, lookbackFrom: answer.window.from },
      quietFrom: null,
      ever: null,
      figures: { devices: 1, tools: 1, newSightings: 0, firstEver: 0, unreviewed: 1, changed: 0, quiet: 0, events: 1 },
      facets: { tools: [], signals: [], workspaces: [], verdicts: [], confidences: [], seenBys: [], owners: [] },
      ...{ leftOut: [], watched: { devices: [], showingNew: 0 }, groups: [], excluded: { sightings: 0, events: 0 } },
    },
    timeline: { ...answer, step: '1h', from: answer.window.from, to: answer.window.to, series: [], partialLast: false },
    events: null,
  };
}

export function aDeviceSnapshot(events: EventsPage = anEventsPage([2, 1])): Snapshot & { page: 'device' } {
  const axis = { from: answer.window.from, step: '1h', buckets: 2 };
  const lanes = [{ ...aRow(), startedBy: [] }];
  const said = { deviceId: 'd1', deviceName: 'ws-1', info: null, axis, newSince: answer.window.from, lanes, pages: [] };
  return { page: 'device', device: { ...answer, ...said }, events };
}
