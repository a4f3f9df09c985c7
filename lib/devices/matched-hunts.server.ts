import 'server-only';
import { z } from 'zod';
import { type CompiledHunt, planSweep } from '@/lib/catalogue/sweep-plan';
import { type Hunt, tableOfSignal } from '@/lib/hunts/model';
import { labelledSource, labelsOf } from '@/lib/kql/fuse';
import { type QueryContext, query } from '@/lib/query/context.server';
import { readRows } from '@/lib/query/rows';
import { writeEventId } from './event-id';
import { onDevice, withHunts } from './event-rows';
import type { DeviceEvent } from './model';

const matchedRow = z.object({ Timestamp: z.string(), ReportId: z.string(), Hunts: z.string() });

/** The same events, each with the hunts that match it. All are of one device. */
export async function matchHunts(ask: QueryContext, askable: CompiledHunt[], events: DeviceEvent[]): Promise<DeviceEvent[]> {
  const tables = new Set(events.map((e) => tableOfSignal[e.signal]));
  const questions = planSweep(askable, new Set()).questions.filter((q) => tables.has(q.table));
  const matched = new Map<string, Hunt[]>();
  await Promise.all(
    questions.map(async ({ table, signal, labelled, hunts }) => {
      const own = events.filter((e) => e.signal === signal);
      const times = own.map((e) => e.timestamp).sort();
      const [from = '', to = from] = [times[0], times.at(-1)];
      const source = labelledSource(labelled, table, { from, to }, { where: onDevice(own[0]?.deviceId ?? '') });
      for (const row of readRows(await query(ask, `${source}\n| project Timestamp, ReportId, Hunts`, table), matchedRow)) {
        const found = labelsOf(row.Hunts).flatMap((label) => hunts.get(label) ?? []);
        matched.set(writeEventId({ signal, timestamp: row.Timestamp, reportId: row.ReportId }), found);
      }
    }),
  );
  return events.map((event) => withHunts(event, matched.get(event.id) ?? []));
}
