import 'server-only';
import { z } from 'zod';
import type { CompiledCatalogue } from '@/lib/catalogue/compiled.server';
import { planSweep } from '@/lib/catalogue/sweep-plan';
import { inPieces, labelledSource, labelsOf } from '@/lib/kql/fuse';
import { kqlString } from '@/lib/kql/quote';
import { missingTables, type QueryContext, queryOver } from '@/lib/query/context.server';
import { readRows, texts } from '@/lib/query/rows';
import type { Window } from '@/lib/shared/window';
import { type ReportIds, reportKey } from './page';
import type { Selected } from './select';

/** Up to this many devices are named in the query; for more it asks for all. */
const MAX_NAMED = 500;

const idsRow = z.object({ DeviceId: z.string(), Hunts: z.string(), Ids: texts });

/** The ReportIds behind some sightings of a sweep. They can be millions, so they are asked only for rows that are given out. */
export async function askReportIds(
  ask: QueryContext,
  book: CompiledCatalogue,
  rows: Selected[],
  window: Window,
): Promise<ReportIds> {
  const found: ReportIds = new Map();
  const open = rows.filter((row) => row.parts.some((part) => part.reportIds === undefined));
  if (open.length === 0) return found;
  const devices = [...new Set(open.map((row) => row.sighting.deviceId))];
  const tools = new Set(open.map((row) => row.sighting.toolSlug));
  const where = devices.length <= MAX_NAMED ? `DeviceId in (${devices.map(kqlString).join(', ')})` : undefined;
  const { questions } = planSweep(
    book.askable.filter(({ hunt }) => tools.has(hunt.toolSlug)),
    await missingTables(ask),
  );
  await Promise.all(
    questions.map(async ({ table, signal, labelled, hunts }) => {
      const kql = (over: Window) =>
        `${labelledSource(labelled, table, over, { where })}\n| summarize Ids = make_set(tostring(ReportId)) by DeviceId, Hunts`;
      const result = await queryOver(ask, { window, kql, inPieces: inPieces(labelled) }, `${table}: ReportIds`);
      for (const row of readRows(result, idsRow)) {
        const slugs = labelsOf(row.Hunts).flatMap((label) => hunts.get(label)?.toolSlug ?? []);
        for (const slug of new Set(slugs)) {
          const key = reportKey(row.DeviceId, slug, signal);
          found.set(key, [...(found.get(key) ?? []), ...row.Ids]);
        }
      }
    }),
  );
  return found;
}
