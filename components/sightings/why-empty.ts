/** Why a question found nothing, and what to do next. Pure. */

import type { Notice } from '@/lib/query/model';
import { addTicks, type Instant, parseDuration } from '@/lib/shared/time';
import { DEFAULT_LAST, type Window } from '@/lib/shared/window';
import type { SightingsPage } from '@/lib/sightings/model';
import type { SightingsParams } from '@/lib/sightings/params';
import type { StatusReport } from '@/lib/status/model';
import { hasFilters } from './question';

export type Why =
  | { why: 'no-telemetry' }
  | { why: 'missing-tables'; tables: string[] }
  /** Sightings pass the filters, but exclusions take all of them out. */
  | { why: 'excluded' }
  | { why: 'filters' }
  /** The telemetry lies outside the window; `near` is the window that ends with its newest event. */
  | { why: 'no-data'; newest: Instant; near: Window }
  | { why: 'none' };

export function whyEmpty(
  page: Pick<SightingsPage, 'window' | 'facets' | 'excluded'>,
  params: SightingsParams,
  status: Pick<StatusReport, 'tables'> | undefined,
): Why {
  if (!params.excluded && page.excluded.sightings > 0) return { why: 'excluded' };
  if (page.facets.tools.length > 0) return { why: 'filters' };
  const hunted = status?.tables.filter((table) => table.hunts > 0) ?? [];
  const missing = hunted.filter((table) => !table.present);
  if (hunted.length > 0) {
    if (hunted.every((table) => !table.present || table.rows === '0')) return { why: 'no-telemetry' };
    const newest = hunted
      .flatMap((table) => table.lastEvent ?? [])
      .sort()
      .at(-1);
    const oldest = hunted.flatMap((table) => table.firstEvent ?? []).sort()[0];
    if (newest !== undefined && oldest !== undefined && (newest < page.window.from || oldest > page.window.to)) {
      return { why: 'no-data', newest, near: { from: addTicks(newest, -(parseDuration(DEFAULT_LAST) ?? 0n)), to: newest } };
    }
  }
  if (hasFilters(params)) return { why: 'filters' };
  if (missing.length > 0) return { why: 'missing-tables', tables: missing.map(({ name }) => name) };
  return { why: 'none' };
}

/**
 * Says what the search looks at: an address, a file or a ReportId is not found among sightings even if there are events of it.
 */
export function searchedWords(q: string): string {
  if (q === '') return 'There are sightings in this window, but none passes all the filters.';
  return `The search looks at the tools, devices and accounts of this window’s sightings. Addresses, files, ReportIds and devices without a sighting are not among them: look for those in the events of a device.`;
}

/**
 * What the timeline says when it has nothing to draw. `excluded` is what exclusions take out of the answer; undefined until there
 * is one.
 */
export function emptyChartWords(params: SightingsParams, excluded: SightingsPage['excluded'] | undefined): string {
  const isFiltered = hasFilters(params);
  if (!params.excluded && excluded !== undefined && excluded.events > 0)
    return isFiltered ? 'All events that pass these filters are excluded.' : 'All events in this window are excluded.';
  return isFiltered ? 'No events pass these filters.' : 'No events in this window.';
}

/** Says whether “none” is certain, or some hunts could not be asked. */
export function whyNoMatch(notices: Notice[]): string {
  const isPartial = notices.some(({ kind }) => ['partial', 'skipped', 'missing-table'].includes(kind));
  return isPartial
    ? 'Not everything could be asked; the notices above say what was not.'
    : 'Every hunt was asked and none matched.';
}
