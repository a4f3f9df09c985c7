import 'server-only';
import { planSweep } from '@/lib/catalogue/plan.server';
import type { SweepPlan } from '@/lib/catalogue/sweep-plan';
import { openQuery, partialNotices, type QueryContext, query } from '@/lib/query/context.server';
import type { PortalLinks } from '@/lib/query/model';
import { linkedQuery } from '@/lib/query/portal-links.server';
import { Fault } from '@/lib/shared/errors';
import { portals } from '@/lib/shared/portals';
import { tableOfSignal } from '@/lib/tables/tables';
import { readAncestry } from './ancestry.server';
import { parseEventId } from './event-id';
import { eventKql, toEvents } from './event-rows';
import { matchHunts } from './matched-hunts.server';
import type { DeviceEvent, EventDetail } from './model';
import { around, eventPages } from './portal-pages';

/** One event by its address, with every column and the processes around it. Needs a session; an unknown one is a Fault `not-found`. */
export async function readEvent(deviceId: string, eventId: string, signal?: AbortSignal): Promise<EventDetail> {
  const search = new URLSearchParams({ event: eventId });
  const context = await openQuery(signal, { subject: `device ${deviceId}`, search });
  const key = parseEventId(eventId);
  if (!key) throw new Fault('not-found', 'This is no address of an event.');
  const table = tableOfSignal[key.signal];
  const plan = await planSweep(context, around(key.timestamp));
  if (plan.missing.has(table))
    throw new Fault('not-found', `${table} is not there, so its events cannot be shown. The status page says how to connect it.`);
  const kql = eventKql(deviceId, key);
  const result = await query(context, kql, 'The event');
  const [found, ...twins] = toEvents(result, key.signal);
  if (!found)
    throw new Fault('not-found', 'The telemetry has no such event. It may have been removed, or the link may be cut short.');
  const [matched, ancestry] = await Promise.all([matchHunts(context, plan, [found], twins), readAncestry(context, plan, found)]);
  const [event = found] = matched.events;
  const { DeviceName: deviceName } = event.columns;
  return {
    window: { from: key.timestamp, to: key.timestamp },
    engine: context.engine.name,
    asOf: context.now,
    notices: [...partialNotices('This event', result), ...matched.notices],
    event,
    schema: result.columns,
    deviceName: typeof deviceName === 'string' ? deviceName : '',
    ancestry,
    kql,
    portalLinks: await portalLinksOf(context, plan, event, kql),
    twins: twins.length,
  };
}

async function portalLinksOf(
  context: QueryContext,
  { window }: SweepPlan,
  event: DeviceEvent,
  kql: string,
): Promise<PortalLinks> {
  return {
    window,
    notices: [],
    pages: eventPages(portals(), event),
    queries: [await linkedQuery(context, { table: event.table, kql, window })],
  };
}
