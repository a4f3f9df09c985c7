/** The days of a history side by side. Pure. */
import type { DayOfActivity } from '@/lib/history/model';
import { addTicks, parseDuration } from '@/lib/shared/time';
import type { Window } from '@/lib/shared/window';

const DAY = parseDuration('1d') ?? 0n;

/** The events of each UTC day of `reach`, 0 where there were none. */
export function eventsByDay(reach: Window, days: readonly Pick<DayOfActivity, 'day' | 'events'>[]): number[] {
  const known = new Map(days.map(({ day, events }) => [day, events]));
  const counts: number[] = [];
  for (let at = `${reach.from.slice(0, 10)}T00:00:00.0000000Z`; at <= reach.to; at = addTicks(at, DAY))
    counts.push(known.get(at.slice(0, 10)) ?? 0);
  return counts;
}
