import { defaultEventsParams, type EventsParams, writeEventsParams } from '@/lib/devices/params';

/**
 * The part of the page’s question that is about the device: the window and what counts as new. The rest narrows its events. The
 * server’s page and the browser both use it, so that the browser takes over the server’s answer.
 */
export function deviceSearch({ window, since }: Pick<EventsParams, 'window' | 'since'>): URLSearchParams {
  const search = writeEventsParams({ ...defaultEventsParams, window, since });
  search.set('omit', 'reportIds');
  return search;
}
