import { addTicks, type Instant } from '@/lib/shared/time';
import type { Window } from '@/lib/shared/window';

const toMilliseconds = (instant: Instant) => `${instant.slice(0, 23)}Z`;

/** A window widened to whole milliseconds, which is what the portals read. Pure. */
export function wholeMilliseconds({ from, to }: Window): Window {
  return { from: toMilliseconds(from), to: toMilliseconds(addTicks(to, 9_999n)) };
}
