import 'server-only';
import { axisEnd } from '@/lib/catalogue/axis';
import type { SweepPlan } from '@/lib/catalogue/sweep-plan';
import { everOf, type HeldHistory, reachesBefore } from '@/lib/history/ever';
import { historyOrNotice } from '@/lib/history/read.server';
import { openQuery, type QueryContext } from '@/lib/query/context.server';
import { pageCursor, readCursor, writeCursor } from '@/lib/query/cursor';
import type { Notice } from '@/lib/query/model';
import { parsePageParams } from '@/lib/query/params';
import { toTicks } from '@/lib/shared/time';
import { WrittenJson } from '@/lib/shared/written-json';
import { resolveSince } from '@/lib/shifts/since.server';
import { noteVisit } from '@/lib/shifts/visits.server';
import { verdictBoard } from '@/lib/triage/board.server';
import { dense } from './busy';
import { earlierSweep } from './earlier.server';
import { everNotices, historyNotices, lookbackFrom } from './history';
import { madeOnce } from './made-once.server';
import type { Sighting, SightingsPage, Timeline } from './model';
import { toSighting } from './page';
import { parseSightingsParams, type SightingsParams } from './params';
import { askReportIds } from './report-ids.server';
import { groupsOf, quietFrom, type Selected, type Selection, unknownTools, unknownWorkspaces } from './select';
import { cachedSelection } from './selection-cache.server';
import { cachedSweep } from './sweep-cache.server';
import type { Bucket, SweepResult } from './sweep-result';
import { readWatch } from './watch.server';

/** The whole filtered answer to a question, before a page of it is taken. */
export interface SightingsAnswer {
  /** The devices that the person watches. */
  watched: SightingsPage['watched'];
  sweep: SweepResult;
  /** The sweep of all devices, whatever the question leaves of it. */
  whole: SweepResult;
  /** Null of an earlier answer. */
  plan: SweepPlan | null;
  selection: Selection;
  history: HeldHistory;
  notices: Notice[];
}

/** An answer that the engine gave to this question. */
interface PresentAnswer extends SightingsAnswer {
  plan: SweepPlan;
}

export async function askSightings(context: QueryContext, asked: SightingsParams): Promise<PresentAnswer> {
  const { sweep, plan } = await cachedSweep(context, asked.window, asked.hunt);
  return { ...(await answerFrom(context, asked, sweep, plan)), plan };
}

/** The answer from the present sweep, or from a kept earlier one where the engine takes long. */
async function askSoon(context: QueryContext, asked: SightingsParams): Promise<SightingsAnswer> {
  const present = cachedSweep(context, asked.window, asked.hunt);
  const earlier = await earlierSweep(context, asked, present);
  if (earlier !== undefined) return await answerFrom(context, asked, earlier, null);
  const { sweep, plan } = await present;
  return await answerFrom(context, asked, sweep, plan);
}

async function answerFrom(
  context: QueryContext,
  asked: SightingsParams,
  whole: SweepResult,
  plan: SweepPlan | null,
): Promise<SightingsAnswer> {
  const since = await resolveSince(context.principal, asked.since, whole.window.to, context.now);
  const params = { ...asked, since: since.since };
  const [board, watch, ever] = await Promise.all([
    verdictBoard(context, plan, whole.sightings),
    readWatch(context, whole, params),
    historyOrNotice(context.engine),
  ]);
  const { history } = ever;
  const sweep = params.watched ? watch.sweep : whole;
  const selection = await cachedSelection(sweep, params, board, history);
  const notices = [
    ...(plan === null ? [] : unknownTools(params, plan.compiled.toolSlugs)),
    ...(plan === null ? [] : unknownWorkspaces(params, plan.coverage.workspaces)),
    ...since.notices,
    ...historyNotices(sweep, selection.newSince),
    ...ever.notices,
    ...everNotices(params, everOf(history, lookbackFrom(sweep)), sweep.window),
    ...sweep.notices,
    ...board.notices,
    ...watch.notices,
  ];
  return { sweep, whole, plan, selection, history, watched: watch.watched, notices };
}

interface Page {
  /** The answer without its rows. */
  answer: Omit<SightingsPage, 'rows'>;
  /** All rows of the selection. */
  all: Selected[];
  /** What the page’s rows depend on besides those of the selection; null if part of the answer is missing. */
  key: string | null;
  rows: () => Sighting[];
}

/** `GET /api/sightings`: one page of the answer. Needs a session. */
export async function readSightings(search: URLSearchParams, signal?: AbortSignal): Promise<SightingsPage> {
  const { answer, rows } = await readPage(search, signal);
  return { ...answer, rows: rows() };
}

/**
 * The answer of `readSightings` as JSON. It is written once for everybody who gets the same answer, and its rows, which are most of it,
 * once for everybody who asks the same.
 */
export async function sightingsJson(search: URLSearchParams, signal?: AbortSignal): Promise<WrittenJson> {
  const { answer, all, key, rows } = await readPage(search, signal);
  const writeRows = () => ({ json: JSON.stringify(rows()) });
  const head = JSON.stringify(answer).slice(0, -1);
  const write = ({ json }: { json: string }) => new WrittenJson(`${head},"rows":${json}}`);
  if (key === null) return write(writeRows());
  return madeOnce(all, `${key} ${head}`, () => write(madeOnce(all, key, writeRows)));
}

async function readPage(search: URLSearchParams, signal?: AbortSignal): Promise<Page> {
  const context = await openQuery(signal, { subject: 'sightings', search, isShared: true });
  const page = parsePageParams(search);
  const asked = parseSightingsParams(search);
  await noteVisit(context.principal, context.now);
  const cursor = page.params.cursor === null ? undefined : readCursor(pageCursor, page.params.cursor);
  if (page.params.cursor !== null && !cursor)
    page.notices.push({ kind: 'parameter', message: 'The cursor is not understood; the first page is shown.' });
  const params = cursor ? { ...asked.params, window: { from: cursor.from, to: cursor.to } } : asked.params;
  const isSoon = page.params.soon && !cursor && page.params.omitReportIds;
  const { sweep, plan, selection, history, watched, notices } = await (isSoon ? askSoon : askSightings)(context, params);
  const isEarlier = plan === null;
  const ever = everOf(history, lookbackFrom(sweep));
  const begin = cursor?.offset ?? 0;
  const end = begin + page.params.limit;
  const shown = selection.rows.slice(begin, end);
  const reportIds = page.params.omitReportIds || isEarlier ? null : await askReportIds(context, plan, sweep, shown);
  return {
    answer: {
      window: sweep.window,
      engine: sweep.engine,
      asOf: sweep.asOf,
      total: selection.rows.length,
      notices: [...page.notices, ...asked.notices, ...notices, ...(reportIds?.notices ?? [])],
      // Another page of an earlier answer would ask its window anew.
      nextCursor: !isEarlier && end < selection.rows.length ? writeCursor({ ...sweep.window, offset: end }) : null,
      ...(isEarlier && { isEarlier }),
      axis: sweep.axis,
      figures: { ...selection.figures, firstEver: reachesBefore(ever, sweep.window) ? selection.figures.firstEver : null },
      newSince: selection.newSince,
      quietFrom: quietFrom(sweep.window, selection.newSince),
      lookbackFrom: lookbackFrom(sweep),
      ever,
      facets: selection.facets,
      leftOut: selection.leftOut,
      watched,
      groups: groupsOf(selection.rows, params.group),
      excluded: selection.excluded,
    },
    all: selection.rows,
    key: reportIds?.notices.length ? null : `page ${begin} ${end} ${reportIds !== null}`,
    rows: () => shown.map((row) => toSighting(row, sweep.axis.buckets, reportIds?.ids ?? null)),
  };
}

/** `GET /api/timeline`: events of the whole filtered answer by tool and bucket. Needs a session. */
export async function readTimeline(search: URLSearchParams, signal?: AbortSignal): Promise<Timeline> {
  const context = await openQuery(signal, { subject: 'sightings', search, isShared: true });
  const asked = parseSightingsParams(search);
  const { soon } = parsePageParams(search).params;
  const { sweep, plan, selection, notices } = await (soon ? askSoon : askSightings)(context, asked.params);
  return {
    ...(plan === null && { isEarlier: true }),
    window: sweep.window,
    engine: sweep.engine,
    asOf: sweep.asOf,
    notices: [...asked.notices, ...notices],
    step: sweep.axis.step,
    from: sweep.axis.from,
    to: sweep.window.to,
    series: madeOnce(selection.rows, 'timeline', () => seriesOf(selection.rows, sweep.axis.buckets)),
    partialLast: axisEnd(sweep.axis) - 1n > toTicks(sweep.window.to),
  };
}

/** The tools, those with most events first. */
function seriesOf(rows: Selected[], buckets: number): Timeline['series'] {
  const byTool = new Map<string, { tool: string; slug: string; isNew: boolean; activity: Bucket[][] }>();
  for (const { sighting, parts, isNew } of rows) {
    const entry = byTool.get(sighting.toolSlug) ?? { tool: sighting.tool, slug: sighting.toolSlug, isNew: false, activity: [] };
    entry.isNew ||= isNew;
    byTool.set(sighting.toolSlug, entry);
    for (const part of parts) entry.activity.push(part.activity);
  }
  return [...byTool.values()]
    .map(({ tool, slug, isNew, activity }) => ({ tool, slug, isNew, counts: dense(activity, buckets) }))
    .map((series) => ({ series, events: series.counts.reduce((a, b) => a + b, 0) }))
    .sort((a, b) => b.events - a.events || (a.series.slug < b.series.slug ? -1 : 1))
    .map(({ series }) => series);
}
