import 'server-only';
import writeExcelFile from 'write-excel-file/node';
import { z } from 'zod';
import { note } from '@/lib/auth/write.server';
import type { CompiledCatalogue } from '@/lib/catalogue/compiled';
import { activeExclusions, exclusionOf } from '@/lib/exclusions/active.server';
import { openQuery } from '@/lib/query/context.server';
import { Fault } from '@/lib/shared/errors';
import type { Instant } from '@/lib/shared/time';
import { type AppliedExclusion, csvLines, type ExportTable, exportTable } from './export';
import type { HuntName } from './fields';
import type { Sighting } from './model';
import { toSighting } from './page';
import { parseSightingsParams } from './params';
import { askSightings } from './read.server';
import { askReportIds } from './report-ids.server';
import { bold, headerFilter, sightingsSheet, textCell } from './sheet';

const formats = z.enum(['csv', 'xlsx', 'json']);

const mimeOf: Record<z.infer<typeof formats>, string> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  json: 'application/json; charset=utf-8',
};

/** Excel's last row. */
const MAX_SHEET_ROWS = 1_048_576;

export interface ExportFile {
  name: string;
  type: string;
  body: ReadableStream;
}

/**
 * `GET /api/sightings/export`: the whole filtered answer as a file. Needs a session; an unknown format or zone is a Fault
 * `bad-input`: a file in a form nobody asked for helps no one. The audit records it.
 */
export async function exportSightings(search: URLSearchParams, signal?: AbortSignal): Promise<ExportFile> {
  const context = await openQuery(signal, { subject: 'sightings', search });
  const format = formats.safeParse((search.get('format') ?? 'csv').toLowerCase());
  if (!format.success) throw new Fault('bad-input', 'format must be csv, xlsx or json.');
  const zone = readZone(search.get('zone') ?? 'UTC');
  const { params, notices: misread } = parseSightingsParams(search);
  const { sweep, plan, selection, notices } = await askSightings(context, params);
  const reportIds = await askReportIds(context, plan, sweep, selection.rows);
  const rows = selection.rows.map((row) => toSighting(row, sweep.axis.buckets, reportIds.ids));
  const answer = {
    window: sweep.window,
    engine: sweep.engine,
    asOf: sweep.asOf,
    newSince: selection.newSince,
    notices: [...misread, ...notices, ...reportIds.notices],
  };
  // A hunt's own text knows no exclusions.
  const exclusions = params.hunt === null ? await appliedExclusions(context.now) : [];
  const name = `sightings ${sweep.window.from.slice(0, 10)} to ${sweep.window.to.slice(0, 10)}.${format.data}`;
  const type = mimeOf[format.data];
  const detail = { format: format.data, rows: rows.length, window: sweep.window, query: search.toString() };
  await note(context.principal, { action: 'sightings.export', subject: name, detail });
  if (format.data === 'json') {
    const head = { ...answer, filters: params, exclusions, total: rows.length, truncated: false };
    return { name, type, body: stream(jsonParts(head, rows)) };
  }
  const huntName = huntNames(plan.compiled);
  const table = exportTable(answer, rows, params, zone, huntName, exclusions);
  return { name, type, body: format.data === 'csv' ? stream(csvLines(table)) : await sheets(table, rows, zone, huntName) };
}

async function appliedExclusions(now: Instant): Promise<AppliedExclusion[]> {
  const all = (await activeExclusions()).rows.map((row) => exclusionOf(row, now));
  return all
    .filter(({ status }) => status === 'active')
    .map(({ id, name, tool, reason, owner, expiresAt }) => ({ id, name, tool, reason, owner, expiresAt }));
}

function huntNames({ hunts, refused }: CompiledCatalogue): HuntName {
  const names = new Map([...hunts, ...refused].map(({ hunt }) => [hunt.id, hunt.name]));
  return (id) => names.get(id) ?? id;
}

function readZone(zone: string): string {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    throw new Fault('bad-input', `zone: there is no time zone “${zone.slice(0, 40)}”.`);
  }
}

function* jsonParts(head: object, rows: object[]): Generator<string> {
  yield `${JSON.stringify(head).slice(0, -1)},"rows":[`;
  for (const [i, row] of rows.entries()) yield `${i === 0 ? '' : ','}\n${JSON.stringify(row)}`;
  yield '\n]}\n';
}

function stream(parts: Iterable<string>): ReadableStream {
  const encoder = new TextEncoder();
  const iterator = parts[Symbol.iterator]();
  return new ReadableStream({
    pull(controller) {
      const { value, done } = iterator.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
  });
}

/** Two sheets: the sightings, and what the file says of itself. */
async function sheets({ about }: ExportTable, rows: Sighting[], zone: string, huntName: HuntName): Promise<ReadableStream> {
  if (rows.length >= MAX_SHEET_ROWS)
    throw new Fault('bad-input', `${rows.length} rows are more than a sheet holds. Take CSV or JSON, or filter.`);
  const sightings = sightingsSheet(rows, zone, huntName);
  const digits = 'to the millisecond, as Excel keeps them; CSV and JSON have all digits';
  const lines = [...about, ['Times', digits] as const].map(([label, value]) => [bold(label), textCell(value)]);
  const file = writeExcelFile([sightings, { sheet: 'About', columns: [{ width: 12 }, { width: 100 }], data: lines }], {
    features: [headerFilter(sightings.data.length, sightings.columns.length)],
  });
  return new Blob([new Uint8Array(await file.toBuffer())]).stream();
}
