import 'server-only';
import { readEvent } from '@/lib/devices/event.server';
import type { DeviceDetail, EventsPage } from '@/lib/devices/model';
import { readDevice } from '@/lib/devices/read.server';
import { Fault } from '@/lib/shared/errors';
import type { SightingsPage } from '@/lib/sightings/model';
import { readSightings } from '@/lib/sightings/read.server';
import { compareEvent, compareEvents, compareRows, newlyPartial, noticesOf } from './compare';
import { firstPage, keptEvents } from './freeze.server';
import { type LinkChanges, MOST_ROWS, type Snapshot } from './model';
import { openLink } from './open.server';
import { type LinkedPage, linkedPage } from './path';

/** Pages of today's answer that are compared. */
const MOST_PAGES = 10;

/**
 * `GET /api/links/{id}/changes`: the present answer to a frozen link's question, asked with the rights of whoever looks, beside what the
 * link keeps. Where the engine does not answer it says that nothing is known. Needs a session; throws `not-found` where the link is
 * not open or not frozen.
 */
export async function readChanges(id: string, signal?: AbortSignal): Promise<LinkChanges> {
  const opened = await openLink(id);
  if (opened.kind !== 'frozen') throw new Fault('not-found', 'There is no frozen link here that is open.');
  const page = linkedPage(opened.link.path);
  if (page === undefined) return { known: false, why: 'The page that it was made from is no more.' };
  try {
    return await compare(opened.snapshot, page, signal);
  } catch (error) {
    if (!(error instanceof Fault) || error.kind === 'unauthenticated' || error.kind === 'cancelled') throw error;
    return { known: false, why: error.message };
  }
}

async function compare(snapshot: Snapshot, page: LinkedPage, signal?: AbortSignal): Promise<LinkChanges> {
  const nothing = { known: true as const, notes: [], added: [], gone: [], changed: [], events: null };
  const partial = (notices: SightingsPage['notices']) => newlyPartial(noticesOf(snapshot), notices);
  if (snapshot.page === 'sightings') {
    const present = await allRows(page.search, signal);
    const rows = compareRows(snapshot.sightings, present);
    return { ...nothing, asOf: present.asOf, ...rows, notes: [...partial(present.notices), ...rows.notes] };
  }
  if (snapshot.page === 'device') {
    const { deviceId } = snapshot.device;
    const [device, events] = await deviceNow(deviceId, page.search, signal);
    const lanes = ({ lanes }: DeviceDetail) => ({ rows: lanes, total: lanes.length });
    const rows = compareRows(lanes(snapshot.device), lanes(device));
    const notes = [...partial([...device.notices, ...events.notices]), ...rows.notes];
    return { ...nothing, asOf: device.asOf, ...rows, notes, events: compareEvents(snapshot.events, events) };
  }
  const { deviceId, id } = snapshot.event.event;
  try {
    const present = await readEvent(deviceId, id, signal);
    const changed = compareEvent(snapshot.event, present);
    return { ...nothing, asOf: present.asOf, notes: partial(present.notices), changed, events: { added: 0, gone: 0 } };
  } catch (error) {
    if (!(error instanceof Fault && error.kind === 'not-found')) throw error;
    return { known: false, why: `The engine does not show this event any more: ${error.message}` };
  }
}

/** The device without ReportIds, which the comparison does not need, and the events that a link would keep now. */
async function deviceNow(deviceId: string, search: URLSearchParams, signal?: AbortSignal): Promise<[DeviceDetail, EventsPage]> {
  const first = firstPage(search);
  first.set('omit', 'reportIds');
  return [await readDevice(deviceId, first, signal), await keptEvents(deviceId, search, signal)];
}

/** Today's rows, page after page; they come from one kept sweep. */
async function allRows(search: URLSearchParams, signal?: AbortSignal): Promise<SightingsPage> {
  const first = firstPage(search, MOST_ROWS);
  first.set('omit', 'reportIds');
  const page = await readSightings(first, signal);
  const rows = [...page.rows];
  let cursor = page.nextCursor;
  for (let read = 1; cursor !== null && read < MOST_PAGES; read++) {
    const next = new URLSearchParams(first);
    next.set('cursor', cursor);
    const more = await readSightings(next, signal);
    rows.push(...more.rows);
    cursor = more.nextCursor;
  }
  return { ...page, rows };
}
