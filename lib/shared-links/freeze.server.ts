import 'server-only';
import { readEvent } from '@/lib/devices/event.server';
import { readEvents } from '@/lib/devices/events.server';
import type { EventsPage } from '@/lib/devices/model';
import { readDevice } from '@/lib/devices/read.server';
import { Fault } from '@/lib/shared/errors';
import type { Instant } from '@/lib/shared/time';
import type { Window } from '@/lib/shared/window';
import { readSightings, readTimeline } from '@/lib/sightings/read.server';
import { MOST_EVENTS, MOST_ROWS, type Snapshot } from './model';
import type { LinkedPage } from './path';

/** A page's answers as they are now, and its address with the window and `since` of these answers. */
export interface FrozenPage {
  snapshot: Snapshot;
  path: string;
  title: string;
}

/**
 * Asks what a page shows, with the rights of whoever asks. Needs a session. Throws a Fault `bad-input` for a page that cannot be frozen,
 * and what the reads throw.
 */
export async function freeze(page: LinkedPage, signal?: AbortSignal): Promise<FrozenPage> {
  switch (page.page) {
    case 'sightings':
      return await freezeSightings(page, signal);
    case 'device': {
      const device = await readDevice(page.deviceId, firstPage(page.search), signal);
      const search = fixedSearch(page.search, device.window, device.newSince);
      const events = await keptEvents(page.deviceId, search, signal);
      const title = `Device ${device.deviceName || device.deviceId}`;
      return { snapshot: { page: 'device', device, events }, path: withSearch(page.path, search), title };
    }
    case 'event': {
      const event = await readEvent(page.deviceId, page.eventId, signal);
      const title = `Event ${event.event.reportId ?? page.eventId} on device ${event.deviceName || page.deviceId}`;
      return { snapshot: { page: 'event', event }, path: page.path, title };
    }
    case 'other': {
      const why = 'a frozen link keeps sightings, a device or an event; share this page by a live link';
      throw new Fault('bad-input', `path: ${why}.`, { fields: { path: why } });
    }
  }
}

async function freezeSightings(page: LinkedPage & { page: 'sightings' }, signal?: AbortSignal): Promise<FrozenPage> {
  const { path, title, open } = page;
  const sightings = await readSightings(firstPage(page.search, MOST_ROWS), signal);
  const search = fixedSearch(page.search, sightings.window, sightings.newSince);
  const narrowed = new URLSearchParams({ ...sightings.window, tool: open?.toolSlug ?? '' });
  const [timeline, events] = await Promise.all([
    readTimeline(firstPage(search), signal),
    open && readEvents(open.deviceId, firstPage(narrowed, MOST_EVENTS), signal),
  ]);
  // What the maker watches is nobody else's business.
  const kept = { ...sightings, watched: { devices: [], showingNew: 0 } };
  return { snapshot: { page: 'sightings', sightings: kept, timeline, events }, path: withSearch(path, search), title };
}

/** The events of a device that a link keeps: all that a hunt matches, as far as there is room, then the newest of the others. */
export async function keptEvents(deviceId: string, search: URLSearchParams, signal?: AbortSignal): Promise<EventsPage> {
  const newest = await readEvents(deviceId, firstPage(search, MOST_EVENTS), signal);
  if (newest.rows.length >= newest.total) return newest;
  const matched = firstPage(search, MOST_EVENTS);
  matched.set('matched', '1');
  const { rows } = await readEvents(deviceId, matched, signal);
  const others = newest.rows.filter(({ huntIds }) => huntIds.length === 0);
  const kept = [...rows, ...others].slice(0, MOST_EVENTS);
  return { ...newest, rows: kept.sort((a, b) => (a.timestamp < b.timestamp ? 1 : a.timestamp > b.timestamp ? -1 : 0)) };
}

/** The question without cursor, limit and omit; with `limit`, its first page of that length. */
export function firstPage(search: URLSearchParams, limit?: number): URLSearchParams {
  const first = new URLSearchParams(search);
  for (const name of ['cursor', 'limit', 'omit']) first.delete(name);
  if (limit !== undefined) first.set('limit', String(limit));
  return first;
}

/** The question with an absolute window and an instant for `since`, so that it means the same later. */
function fixedSearch(search: URLSearchParams, window: Window, since: Instant): URLSearchParams {
  const next = new URLSearchParams(search);
  next.delete('last');
  for (const [name, value] of Object.entries({ ...window, since })) next.set(name, value);
  return next;
}

const withSearch = (path: string, search: URLSearchParams) => `${path.split('?', 1)[0]}?${search}`;
