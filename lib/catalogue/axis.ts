import { formatTicks, parseDuration, toTicks } from '@/lib/shared/time';
import { stepFor, type Window } from '@/lib/shared/window';
import type { ActivityAxis } from './model';

/** The axis over a window: whole steps counted from 0001-01-01 as KQL's `bin` does, so neighbouring windows share edges. */
export function axisOf(window: Window): ActivityAxis {
  const step = stepFor(window);
  const length = parseDuration(step) ?? 1n;
  const first = toTicks(window.from) / length;
  const last = toTicks(window.to) / length;
  return { from: formatTicks(first * length), step, buckets: Number(last - first) + 1 };
}

/** The first instant after the last bucket, in ticks. It may lie beyond the year 9999. */
export function axisEnd(axis: ActivityAxis): bigint {
  return toTicks(axis.from) + BigInt(axis.buckets) * (parseDuration(axis.step) ?? 1n);
}
