/** A view's address with all that moves held where it is now. Pure. */

import { withWindow } from '@/components/shell/window-words';
import type { Zone } from '@/lib/shared/format';
import { ZONE_PARAM } from '@/lib/shared/prefs';
import { addTicks, type Instant, parseDuration, parseInstant } from '@/lib/shared/time';
import type { Window } from '@/lib/shared/window';

/** What the answer on the screen says of itself. */
export interface HeldAnswer {
  /** The window it is about; undefined until it is there. */
  window?: Window | undefined;
  /** Since when it calls something new. */
  since?: Instant | undefined;
}

/** The parameters of the page with an absolute window, `since` as an instant and the zone: whoever opens it sees the same. */
export function heldSearch(search: URLSearchParams, { window, since }: HeldAnswer, zone: Zone): URLSearchParams {
  const held = window ? withWindow(search, window) : new URLSearchParams(search);
  if (since !== undefined) {
    held.set('since', since);
    if (held.has('new')) held.set('new', '1');
  }
  held.set(ZONE_PARAM, zone);
  return held;
}

/** The instant that a `since` means over a window, for answers that do not say it; undefined for words that only the server resolves. */
export function sinceOver(since: string, { to }: Window): Instant | undefined {
  const [instant, length] = [parseInstant(since), parseDuration(since)];
  return instant ?? (length === undefined ? undefined : addTicks(to, -length));
}
