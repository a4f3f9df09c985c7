import 'server-only';
import { axisEnd } from '@/lib/catalogue/axis';
import type { CompiledCatalogue } from '@/lib/catalogue/compiled.server';
import { openQuery, type QueryContext } from '@/lib/query/context.server';
import { pageCursor, readCursor, writeCursor } from '@/lib/query/cursor';
import type { Notice } from '@/lib/query/model';
import { parsePageParams } from '@/lib/query/params';
import { toTicks } from '@/lib/shared/time';
import { dense } from './busy';
import type { SightingsPage, Timeline } from './model';
import { toSighting } from './page';
import { parseSightingsParams, type SightingsParams } from './params';
import { askReportIds } from './report-ids.server';
import { type Selection, unknownTools, unknownWorkspaces } from './select';
import { cachedSelection } from './selection-cache.server';
import { cachedSweep } from './sweep-cache.server';
import type { Bucket, SweepResult } from './sweep-result';

export interface Asked {
  sweep: SweepResult;
  book: CompiledCatalogue;
  selection: Selection;
  params: SightingsParams;
  notices: Notice[];
}

/** The whole filtered answer to a question in a URL; `window` overrides the URL's, as a cursor does. */
export async function askSightings(
  ask: QueryContext,
  search: URLSearchParams,
  window?: SightingsParams['window'],
): Promise<Asked> {
  const { params, notices } = parseSightingsParams(search);
  const { sweep, book } = await cachedSweep(ask, window ?? params.window, params.hunt);
  const { workspaces } = await ask.engine.coverage(ask);
  const unknown = [...unknownTools(params, book.toolSlugs), ...unknownWorkspaces(params, workspaces)];
  const selection = cachedSelection(sweep, params, parsePageParams(search).params.shift);
  return { sweep, book, selection, params, notices: [...notices, ...unknown, ...sweep.notices] };
}

/** `GET /api/sightings`: one page of the answer. Needs a session. */
export async function readSightings(search: URLSearchParams, signal?: AbortSignal): Promise<SightingsPage> {
  const ask = await openQuery(signal);
  const page = parsePageParams(search);
  const cursor = page.params.cursor === null ? undefined : readCursor(pageCursor, page.params.cursor);
  if (page.params.cursor !== null && !cursor)
    page.notices.push({ kind: 'parameter', message: 'The cursor is not understood; the first page is shown.' });
  const { sweep, book, selection, notices } = await askSightings(ask, search, cursor && { from: cursor.from, to: cursor.to });
  const begin = cursor?.offset ?? 0;
  const end = begin + page.params.limit;
  const rows = selection.rows.slice(begin, end);
  const reportIds = page.params.omitReportIds ? null : await askReportIds({ ...ask, now: sweep.asOf }, book, rows, sweep.window);
  return {
    window: sweep.window,
    engine: sweep.engine,
    asOf: sweep.asOf,
    total: selection.rows.length,
    notices: [...page.notices, ...notices],
    rows: rows.map((row) => toSighting(row, sweep.axis.buckets, reportIds)),
    nextCursor: end < selection.rows.length ? writeCursor({ ...sweep.window, offset: end }) : null,
    axis: sweep.axis,
    figures: selection.figures,
    newSince: selection.newSince,
    facets: selection.facets,
  };
}

/** `GET /api/timeline`: events of the whole filtered answer by tool and bucket. Needs a session. */
export async function readTimeline(search: URLSearchParams, signal?: AbortSignal): Promise<Timeline> {
  const { sweep, selection, notices } = await askSightings(await openQuery(signal), search);
  const byTool = new Map<string, { tool: string; slug: string; activity: Bucket[][] }>();
  for (const { sighting, parts } of selection.rows) {
    const entry = byTool.get(sighting.toolSlug) ?? { tool: sighting.tool, slug: sighting.toolSlug, activity: [] };
    byTool.set(sighting.toolSlug, entry);
    for (const part of parts) entry.activity.push(part.activity);
  }
  const sum = (counts: number[]) => counts.reduce((a, b) => a + b, 0);
  return {
    window: sweep.window,
    engine: sweep.engine,
    asOf: sweep.asOf,
    notices,
    step: sweep.axis.step,
    from: sweep.axis.from,
    to: sweep.window.to,
    series: [...byTool.values()]
      .map(({ tool, slug, activity }) => ({ tool, slug, counts: dense(activity, sweep.axis.buckets) }))
      .sort((a, b) => sum(b.counts) - sum(a.counts) || (a.slug < b.slug ? -1 : 1)),
    partialLast: axisEnd(sweep.axis) - 1n > toTicks(sweep.window.to),
  };
}
