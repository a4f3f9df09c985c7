import 'server-only';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { onDevices } from '@/lib/catalogue/sweep-kql';
import type { SweepPlan } from '@/lib/catalogue/sweep-plan';
import { answered } from '@/lib/query/answered';
import { partialNotices, type QueryContext, queryOver } from '@/lib/query/context.server';
import type { Notice } from '@/lib/query/model';
import { readRows, texts } from '@/lib/query/rows';
import { processWide } from '@/lib/shared/process-wide';
import { SharedRun } from '@/lib/shared/shared-run';
import { type ReportIds, reportKey } from './page';
import type { Selected } from './select';
import type { SweepResult, SweepSighting } from './sweep-result';

/** ReportIds kept in memory over all sweeps: some 100 MB. */
const MAX_KEPT = 1_000_000;

const idsRow = z.object({ DeviceId: z.string(), Hunts: z.string(), ExcludedBy: z.string().default(''), Ids: texts });

interface Found {
  ids: ReportIds;
  notices: Notice[];
}

/** What is known of one sweep's ReportIds, and the queries under way for more. */
interface Known {
  /** Those whose ReportIds are known. */
  sightings: Set<SweepSighting>;
  ids: ReportIds;
  runs: Map<string, SharedRun<Found>>;
}

const knownOf = processWide('report-ids', () => new LRUCache<SweepResult, Known>({ maxSize: MAX_KEPT, max: 500 }));

const rowKey = ({ sighting: { deviceId, toolSlug } }: Selected) => `${deviceId} ${toolSlug}`;

/**
 * The ReportIds behind some sightings of a sweep. A sweep can have millions, so only those of the given rows are asked for;
 * they are kept with the sweep, and everyone who asks for the same rows at once waits for one run.
 */
export async function askReportIds(context: QueryContext, plan: SweepPlan, sweep: SweepResult, rows: Selected[]): Promise<Found> {
  const known: Known = knownOf.get(sweep) ?? { sightings: new Set(), ids: new Map(), runs: new Map() };
  const open = rows.filter(
    ({ sighting, parts }) => !known.sightings.has(sighting) && parts.some(({ reportIds }) => reportIds === undefined),
  );
  if (open.length === 0) return { ids: known.ids, notices: [] };
  knownOf.set(sweep, known, { size: 1 + known.sightings.size });
  const key = open.map(rowKey).join('\n');
  let run = known.runs.get(key);
  if (run === undefined || run.abandoned) {
    const started = new SharedRun((signal) => findReportIds({ ...context, now: sweep.asOf, signal }, plan, open));
    run = started;
    known.runs.set(key, started);
    const end = () => known.runs.get(key) === started && known.runs.delete(key);
    started.result.then((found) => {
      keep(sweep, known, open, found);
      end();
    }, end);
  }
  const found = await run.wait(context.signal);
  return { ids: new Map([...known.ids, ...found.ids]), notices: found.notices };
}

/** An answer that lacks something is not kept: the next try may be whole. */
function keep(sweep: SweepResult, known: Known, rows: Selected[], { ids, notices }: Found): void {
  if (notices.length > 0) return;
  for (const { sighting } of rows) known.sightings.add(sighting);
  let count = known.sightings.size;
  for (const [key, list] of ids) known.ids.set(key, list);
  for (const list of known.ids.values()) count += list.length;
  knownOf.set(sweep, known, { size: 1 + count });
}

async function findReportIds(context: QueryContext, plan: SweepPlan, rows: Selected[]): Promise<Found> {
  const found: Found = { ids: new Map(), notices: [] };
  const tools = new Set(rows.map((row) => row.sighting.toolSlug));
  const where = onDevices(rows.map((row) => row.sighting.deviceId));
  const { tables, window } = plan.only(({ toolSlug }) => tools.has(toolSlug));
  const asked = tables.map((sweep) => {
    const what = `${sweep.table}: ReportIds`;
    const ask = async () => {
      const ids = (source: string) => `${source}\n| summarize Ids = make_set(tostring(ReportId)) by DeviceId, ${sweep.judgedBy}`;
      const kql = (part: typeof window) => sweep.judged({ window: part, where }, ids);
      const result = await queryOver(context, { window, kql, inPieces: sweep.inPieces }, what);
      found.notices.push(...partialNotices(what, result));
      for (const row of await readRows(result, idsRow)) {
        for (const slug of new Set(sweep.huntsOf(row.Hunts).map(({ toolSlug }) => toolSlug))) {
          const isExcluded = sweep.takenBy(row.ExcludedBy, slug).length > 0;
          const key = reportKey(row.DeviceId, slug, sweep.signal, isExcluded);
          found.ids.set(key, [...(found.ids.get(key) ?? []), ...row.Ids]);
        }
      }
    };
    return { what, answer: ask() };
  });
  const { notices } = await answered(asked);
  found.notices.push(...notices);
  return found;
}
