import 'server-only';
import { z } from 'zod';
import type { CompiledCatalogue } from '@/lib/catalogue/compiled';
import { planSweep } from '@/lib/catalogue/plan.server';
import { type Asked, piped } from '@/lib/engines/asked';
import { signalSchema } from '@/lib/hunts/model';
import { kqlDatetime } from '@/lib/kql/quote';
import { answered } from '@/lib/query/answered';
import { openQuery, partialNotices, type QueryContext, query } from '@/lib/query/context.server';
import { coverageNotices } from '@/lib/query/coverage';
import { eventCursor, readCursor, writeCursor } from '@/lib/query/cursor';
import type { Notice } from '@/lib/query/model';
import { parsePageParams } from '@/lib/query/params';
import { count, readRows } from '@/lib/query/rows';
import { resolveWindow } from '@/lib/shared/window';
import { type Signal, tableOfSignal } from '@/lib/tables/tables';
import { listed, longKql, MAX_LISTED, toEvents } from './event-rows';
import { deviceEventsKql, isChosen } from './events-kql';
import { matchHunts } from './matched-hunts.server';
import type { DeviceEvent, EventsPage } from './model';
import { type EventsParams, parseEventsParams } from './params';

type Cursor = z.infer<typeof eventCursor>;

/** Tables in the order in which events of the same instant are listed. */
const signals = signalSchema.options;

/**
 * `GET /api/devices/{id}/events`: rows of the source tables on one device, newest first, with the hunts that match them.
 * Without a filter on tool, hunt or `matched`, every row of the device. Needs a session.
 */
export async function readEvents(deviceId: string, search: URLSearchParams, signal?: AbortSignal): Promise<EventsPage> {
  const context = await openQuery(signal, { subject: `device ${deviceId}`, search });
  const { params, notices } = parseEventsParams(search);
  const page = parsePageParams(search);
  const cursor = page.params.cursor === null ? undefined : readCursor(eventCursor, page.params.cursor);
  if (page.params.cursor !== null && !cursor)
    notices.push({ kind: 'parameter', message: 'The cursor is not understood; the first page is shown.' });
  const window = cursor ? { from: cursor.from, to: cursor.to } : resolveWindow(params.window, context.now);
  const plan = await planSweep(context, window);
  const { limit } = page.params;
  const sources = signals.flatMap((s) => {
    const table = tableOfSignal[s];
    if (plan.missing.has(table))
      notices.push({ kind: 'missing-table', table, message: `${table} is not there, so it was not asked.` });
    const kql = deviceEventsKql(plan, s, deviceId, params);
    return kql === null ? [] : [{ signal: s, kql }];
  });
  const asked = sources.map((s) => ({ what: tableOfSignal[s.signal], answer: askTable(context, s, cursor, limit) }));
  const { answers, notices: unanswered } = await answered(asked);
  const found = answers.flatMap((a) => a.events).sort(newestFirst);
  const shown = found.slice(0, limit);
  const matched = await matchHunts(context, plan, shown, found.slice(limit));
  const whole = matched.events;
  const rows = whole.map(listed);
  if (rows.some((row, i) => row !== whole[i]))
    notices.push({
      kind: 'partial',
      message: `Values longer than ${MAX_LISTED} characters are cut in this list, not in the event itself.`,
    });
  const last = found.length > limit ? rows.at(-1) : undefined;
  if (last && last.reportId === null && found[limit]?.id === last.id)
    notices.push({
      kind: 'partial',
      message: `Of the events without a ReportId at ${last.timestamp}, some may be in no page: nothing tells them apart.`,
    });
  return {
    deviceId,
    window,
    engine: context.engine.name,
    asOf: context.now,
    total: answers.reduce((sum, a) => sum + a.total, 0),
    notices: [
      ...page.notices,
      ...coverageNotices(context, plan.coverage, window),
      ...notices,
      ...unknown(params, plan.compiled),
      ...answers.flatMap((a) => a.notices),
      ...unanswered,
      ...matched.notices,
    ],
    rows,
    nextCursor: last
      ? writeCursor({ ...window, timestamp: last.timestamp, rank: signals.indexOf(last.signal), reportId: last.reportId })
      : null,
  };
}

const newestFirst = (a: DeviceEvent, b: DeviceEvent) =>
  (a.timestamp < b.timestamp ? 1 : a.timestamp > b.timestamp ? -1 : 0) ||
  signals.indexOf(a.signal) - signals.indexOf(b.signal) ||
  byReport(a.reportId, b.reportId);

/** The greatest first; those without one last, as KQL sorts them. */
function byReport(a: string | null, b: string | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return BigInt(a) < BigInt(b) ? 1 : -1;
}

function unknown(params: EventsParams, compiled: CompiledCatalogue): Notice[] {
  if ((params.tool === null && params.hunt === null) || compiled.hunts.some(({ hunt }) => isChosen(params)(hunt))) return [];
  const what = [params.tool, params.hunt].filter((v) => v !== null).join(', ');
  return [{ kind: 'parameter', message: `No hunt of the catalogue is “${what.slice(0, 80)}”.` }];
}

/** Rows after the cursor in the order of `newestFirst`. */
function afterKql(signal: Signal, cursor: Cursor | undefined): string {
  if (!cursor) return '';
  const at = kqlDatetime(cursor.timestamp);
  const rank = signals.indexOf(signal);
  if (rank > cursor.rank) return `\n| where Timestamp <= ${at}`;
  if (rank < cursor.rank) return `\n| where Timestamp < ${at}`;
  if (cursor.reportId === null) return `\n| where Timestamp < ${at}`;
  return `\n| where Timestamp < ${at} or (Timestamp == ${at} and (ReportId < ${longKql(cursor.reportId)} or isnull(ReportId)))`;
}

async function askTable(
  context: QueryContext,
  { signal, kql }: { signal: Signal; kql: Asked },
  cursor: Cursor | undefined,
  limit: number,
): Promise<{ events: DeviceEvent[]; total: number; notices: Notice[] }> {
  const table = tableOfSignal[signal];
  const [rows, total] = await Promise.all([
    query(
      context,
      piped(kql, `${afterKql(signal, cursor)}\n| sort by Timestamp desc, ReportId desc\n| take ${limit + 1}`),
      table,
    ),
    query(context, piped(kql, '\n| count'), table),
  ]);
  return {
    events: toEvents(rows, signal),
    total: (await readRows(total, z.object({ Count: count })))[0]?.Count ?? 0,
    notices: partialNotices(table, rows),
  };
}
