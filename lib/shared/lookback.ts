/** How far back “new” looks. Pure. */
import { addTicks, parseDuration } from '@/lib/shared/time';
import type { Window } from '@/lib/shared/window';

export const LOOKBACK = '30d';

/** The 30 days before a window, its end not included. */
export function lookbackWindow(window: Window): Window {
  return { from: addTicks(window.from, -(parseDuration(LOOKBACK) ?? 0n)), to: addTicks(window.from, -1n) };
}
