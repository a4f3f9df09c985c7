import { defaultEventsParams, type EventsParams, writeEventsParams } from '@/lib/devices/params';

/** What a device's page asks about the device: its window and what is new in it; the rest narrows its events. The server's page and the browser must agree on it. */
export function deviceSearch({ window, since }: Pick<EventsParams, 'window' | 'since'>): URLSearchParams {
  const search = writeEventsParams({ ...defaultEventsParams, window, since });
  search.set('omit', 'reportIds');
  return search;
}
