/** Links between a device's page and its events' pages, which hand on what was asked of the device. Pure. */

import type { DeviceEvent } from '@/lib/devices/model';
import { defaultEventsParams, type EventsParams, parseEventsParams, writeEventsParams } from '@/lib/devices/params';
import { paths } from '@/lib/routes/paths';
import { addTicks, parseDuration, type Ticks } from '@/lib/shared/time';
import type { Window } from '@/lib/shared/window';
import { OPEN_EVENT } from './open-event';

const DAY = parseDuration('1d') ?? 0n;

type Place = Pick<DeviceEvent, 'deviceId' | 'id' | 'timestamp'>;

/** The time from so long before an event to as long after it. */
export function windowAround(timestamp: DeviceEvent['timestamp'], by: Ticks): Window {
  return { from: addTicks(timestamp, -by), to: addTicks(timestamp, by) };
}

/** A question as an event's page carries it: with its window, also where that is the default one. */
export function carried(params: EventsParams): URLSearchParams {
  const search = writeEventsParams(params);
  if ('last' in params.window) search.set('last', params.window.last);
  return search;
}

/** The question that an event's page carries; empty when it carries none, as a link from elsewhere does. */
export function readCarried(search: URLSearchParams): URLSearchParams {
  if (!search.has('last') && !search.has('from')) return new URLSearchParams();
  return carried(parseEventsParams(search).params);
}

/** The device's page with an event open: over the question carried, else over a day to each side of the event. */
export function deviceHref(event: Place, asked: URLSearchParams): string {
  const around = () => writeEventsParams({ ...defaultEventsParams, window: windowAround(event.timestamp, DAY) });
  return withOpen(event, asked.size > 0 ? asked : around());
}

/** The device's page with every one of its events around an event. */
export function aroundHref(event: Place, by: Ticks): string {
  return withOpen(event, writeEventsParams({ ...defaultEventsParams, window: windowAround(event.timestamp, by) }));
}

function withOpen({ deviceId, id }: Place, asked: URLSearchParams): string {
  const search = new URLSearchParams(asked);
  search.set(OPEN_EVENT, id);
  return paths.device(deviceId, search);
}
