import { defaultEventsParams, writeEventsParams } from '@/lib/devices/params';
import type { WindowChoice } from '@/lib/shared/window';

/** What a device's page asks about the device: the window alone, the rest narrows its events. The server's page and the browser must agree on it. */
export function deviceSearch(window: WindowChoice, shift: string): URLSearchParams {
  const search = writeEventsParams({ ...defaultEventsParams, window });
  search.set('shift', shift);
  search.set('omit', 'reportIds');
  return search;
}
