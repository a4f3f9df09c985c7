/** Makes the address of a page that shows the same later: the moving parts are replaced by their present values. Pure. */

import { withWindow } from '@/components/shell/window-words';
import type { Zone } from '@/lib/shared/format';
import { ZONE_PARAM } from '@/lib/shared/prefs';
import { addTicks, type Instant, parseDuration, parseInstant } from '@/lib/shared/time';
import type { Window } from '@/lib/shared/window';

/** What the answer on the screen depends on. */
export interface ShownAnswer {
  /** The window of the answer; undefined until there is one. */
  window?: Window | undefined;
  /** Since when the answer calls something new. */
  since?: Instant | undefined;
}

/**
 * The page’s parameters with an absolute window, `since` as an instant and the zone, so that everybody who opens them sees the
 * same.
 */
export function fixedSearch(search: URLSearchParams, { window, since }: ShownAnswer, zone: Zone): URLSearchParams {
  const fixed = window ? withWindow(search, window) : new URLSearchParams(search);
  if (since !== undefined) {
    fixed.set('since', since);
    if (fixed.has('new')) fixed.set('new', '1');
  }
  fixed.set(ZONE_PARAM, zone);
  return fixed;
}

/**
 * The instant that a `since` means over a window, for answers that do not say it. Undefined for words that only the server can
 * resolve.
 */
export function sinceOver(since: string, { to }: Window): Instant | undefined {
  const [instant, length] = [parseInstant(since), parseDuration(since)];
  return instant ?? (length === undefined ? undefined : addTicks(to, -length));
}
