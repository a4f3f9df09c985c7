import 'server-only';
import { tableOfSignal } from '@/lib/hunts/model';
import { Fault } from '@/lib/shared/errors';
import { portals } from '@/lib/shared/portals';
import type { Instant } from '@/lib/shared/time';
import { readAncestry } from './ancestry.server';
import { beginAsk, missingTables, query } from './ask.server';
import { around, eventPages, portalQuery } from './elsewhere';
import { parseEventId } from './event-id';
import { eventKql, toEvents } from './event-rows';
import { huntbook } from './huntbook.server';
import { matchHunts } from './matched.server';
import type { DeviceEvent, Elsewhere, EventDetail } from './model';
import { partial } from './sweep.server';

/** One event by its address, with every column and the processes around it. Needs a session; an unknown one is a Fault `not-found`. */
export async function readEvent(deviceId: string, eventId: string, signal?: AbortSignal): Promise<EventDetail> {
  const ask = await beginAsk(signal);
  const key = parseEventId(eventId);
  if (!key) throw new Fault('not-found', 'This is no address of an event.');
  const table = tableOfSignal[key.signal];
  if ((await missingTables(ask)).has(table))
    throw new Fault('not-found', `${table} is not there, so its events cannot be shown. The status page says how to bring it.`);
  const kql = eventKql(deviceId, key);
  const result = await query(ask, kql, 'The event');
  const [found, ...twins] = toEvents(result, key.signal);
  if (!found)
    throw new Fault('not-found', 'The telemetry has no such event. It may have been removed, or the link may be cut short.');
  const book = await huntbook(ask.engine);
  const [[event = found], ancestry] = await Promise.all([matchHunts(ask, book.askable, [found]), readAncestry(ask, found)]);
  const { DeviceName: deviceName } = event.columns;
  return {
    window: { from: key.timestamp, to: key.timestamp },
    engine: ask.engine.name,
    asOf: ask.now,
    notices: partial('This event', result),
    event,
    schema: result.columns,
    deviceName: typeof deviceName === 'string' ? deviceName : '',
    ancestry,
    kql,
    elsewhere: await elsewhereOf(event, kql, ask.now),
    twins: twins.length,
  };
}

async function elsewhereOf(event: DeviceEvent, kql: string, asOf: Instant): Promise<Elsewhere> {
  const [links, window] = [portals(), around(event.timestamp)];
  return {
    window,
    notices: [],
    pages: eventPages(links, event),
    queries: [await portalQuery(links, { table: event.table, kql, window, asOf })],
    workspace: links.workspace?.name ?? null,
  };
}
