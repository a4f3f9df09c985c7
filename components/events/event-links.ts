/**
 * Links between the page of a device and the pages of its events. Each link carries the question that was asked of the device,
 * so that one gets back to it. Pure.
 */

import type { DeviceEvent } from '@/lib/devices/model';
import { defaultEventsParams, type EventsParams, parseEventsParams, writeEventsParams } from '@/lib/devices/params';
import { paths } from '@/lib/routes/paths';
import { addTicks, parseDuration, type Ticks } from '@/lib/shared/time';
import type { Window } from '@/lib/shared/window';
import { OPEN_EVENT } from './open-event';

const DAY = parseDuration('1d') ?? 0n;

type Place = Pick<DeviceEvent, 'deviceId' | 'id' | 'timestamp'>;

/** The window from `by` before an event to `by` after it. */
export function windowAround(timestamp: DeviceEvent['timestamp'], by: Ticks): Window {
  return { from: addTicks(timestamp, -by), to: addTicks(timestamp, by) };
}

/** The question as an event’s page carries it: always with its window, since without one the page takes it for no question. */
export function carried(params: EventsParams): URLSearchParams {
  const search = writeEventsParams(params);
  if ('last' in params.window) search.set('last', params.window.last);
  return search;
}

/** The question that an event’s page carries; empty if the link came from elsewhere. */
export function readCarried(search: URLSearchParams): URLSearchParams {
  if (!search.has('last') && !search.has('from')) return new URLSearchParams();
  return carried(parseEventsParams(search).params);
}

/** The device’s page with an event open: over the carried question, or else over one day to each side of the event. */
export function deviceHref(event: Place, asked: URLSearchParams): string {
  const around = () => writeEventsParams({ ...defaultEventsParams, window: windowAround(event.timestamp, DAY) });
  return withOpen(event, asked.size > 0 ? asked : around());
}

/** The device’s page with all events around an event. */
export function aroundHref(event: Place, by: Ticks): string {
  return withOpen(event, writeEventsParams({ ...defaultEventsParams, window: windowAround(event.timestamp, by) }));
}

function withOpen({ deviceId, id }: Place, asked: URLSearchParams): string {
  const search = new URLSearchParams(asked);
  search.set(OPEN_EVENT, id);
  return paths.device(deviceId, search);
}
