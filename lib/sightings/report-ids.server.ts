import 'server-only';
import { z } from 'zod';
import type { SweepPlan } from '@/lib/catalogue/sweep-plan';
import { kqlString } from '@/lib/kql/quote';
import { type QueryContext, queryOver } from '@/lib/query/context.server';
import { readRows, texts } from '@/lib/query/rows';
import { type ReportIds, reportKey } from './page';
import type { Selected } from './select';

/** A query names up to this many devices; for more it asks for all devices. */
const MAX_NAMED = 500;

const idsRow = z.object({ DeviceId: z.string(), Hunts: z.string(), Ids: texts });

/** The ReportIds behind some sightings of a sweep. A sweep can have millions, so only those of the given rows are asked for. */
export async function askReportIds(context: QueryContext, plan: SweepPlan, rows: Selected[]): Promise<ReportIds> {
  const found: ReportIds = new Map();
  const open = rows.filter((row) => row.parts.some((part) => part.reportIds === undefined));
  if (open.length === 0) return found;
  const devices = [...new Set(open.map((row) => row.sighting.deviceId))];
  const tools = new Set(open.map((row) => row.sighting.toolSlug));
  const where = devices.length <= MAX_NAMED ? `DeviceId in (${devices.map(kqlString).join(', ')})` : undefined;
  const { tables, window } = plan.only(({ toolSlug }) => tools.has(toolSlug));
  await Promise.all(
    tables.map(async (sweep) => {
      const kql = (part: typeof window) =>
        `${sweep.source({ window: part, where })}\n| summarize Ids = make_set(tostring(ReportId)) by DeviceId, Hunts`;
      const result = await queryOver(context, { window, kql, inPieces: sweep.inPieces }, `${sweep.table}: ReportIds`);
      for (const row of readRows(result, idsRow)) {
        for (const slug of new Set(sweep.huntsOf(row.Hunts).map(({ toolSlug }) => toolSlug))) {
          const key = reportKey(row.DeviceId, slug, sweep.signal);
          found.set(key, [...(found.get(key) ?? []), ...row.Ids]);
        }
      }
    }),
  );
  return found;
}
