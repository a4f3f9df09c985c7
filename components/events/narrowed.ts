import type { EventsParams } from '@/lib/devices/params';

/** Removes every filter except the choice between every row and the rows that a hunt matches. */
export function withoutFilters(params: EventsParams): EventsParams {
  return { ...params, tool: null, hunt: null, signal: null, reportId: null, q: '' };
}

/** Whether `withoutFilters` would let more events through. */
export function isNarrowed({ tool, hunt, signal, reportId, q }: EventsParams): boolean {
  return [tool, hunt, signal, reportId].some((filter) => filter !== null) || q !== '';
}
