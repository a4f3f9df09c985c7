import 'server-only';
import { requireSession } from '@/lib/auth/session.server';
import { currentEngine } from '@/lib/engines/current.server';
import { now } from '@/lib/shared/clock';
import { Fault } from '@/lib/shared/errors';
import { readAncestry } from './ancestry.server';
import { parseEventId } from './event-id';
import { eventKql, toEvents } from './event-rows';
import { huntbook } from './huntbook.server';
import { matchHunts } from './matched.server';
import type { EventDetail } from './model';
import { partial } from './sweep.server';

/** One event by its address, with every column and the processes around it. Needs a session; an unknown one is a Fault `not-found`. */
export async function readEvent(deviceId: string, eventId: string, signal?: AbortSignal): Promise<EventDetail> {
  await requireSession();
  const key = parseEventId(eventId);
  if (!key) throw new Fault('not-found', 'This is no address of an event.');
  const engine = currentEngine();
  const options = { now: now(), signal };
  const kql = eventKql(deviceId, key);
  const result = await engine.query(kql, options);
  const [found, ...twins] = toEvents(result, key.signal);
  if (!found)
    throw new Fault('not-found', 'The telemetry has no such event. It may have been removed, or the link may be cut short.');
  const book = await huntbook();
  const [[event = found], ancestry] = await Promise.all([
    matchHunts(engine, book.askable, [found], options),
    readAncestry(engine, found, options),
  ]);
  const { DeviceName: deviceName } = event.columns;
  return {
    window: { from: key.timestamp, to: key.timestamp },
    engine: engine.name,
    asOf: options.now,
    notices: partial('This event', result),
    event,
    schema: result.columns,
    deviceName: typeof deviceName === 'string' ? deviceName : '',
    ancestry,
    kql,
    twins: twins.length,
  };
}
