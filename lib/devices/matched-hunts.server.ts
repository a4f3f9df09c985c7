import 'server-only';
import { z } from 'zod';
import type { SweepPlan } from '@/lib/catalogue/sweep-plan';
import type { Hunt } from '@/lib/hunts/model';
import { type QueryContext, query } from '@/lib/query/context.server';
import { readRows } from '@/lib/query/rows';
import { tableOfSignal } from '@/lib/tables/tables';
import { writeEventId } from './event-id';
import { onDevice, withHunts } from './event-rows';
import type { DeviceEvent } from './model';

const matchedRow = z.object({ Timestamp: z.string(), ReportId: z.string(), Hunts: z.string() });

/** The same events, each with the hunts of the plan that match it. All are of one device. */
export async function matchHunts(context: QueryContext, plan: SweepPlan, events: DeviceEvent[]): Promise<DeviceEvent[]> {
  const signals = [...new Set(events.map(({ signal }) => signal))];
  const matched = new Map<string, Hunt[]>();
  await Promise.all(
    signals.map(async (signal) => {
      const sweep = plan.table(tableOfSignal[signal]);
      if (!sweep) return;
      const own = events.filter((event) => event.signal === signal);
      const times = own.map(({ timestamp }) => timestamp).sort();
      const [from = '', to = from] = [times[0], times.at(-1)];
      const rows = { window: { from, to }, where: onDevice(own[0]?.deviceId ?? '') };
      const asked = sweep.asked(rows, (source) => `${source}\n| project Timestamp, ReportId, Hunts`);
      const result = await query(context, asked, sweep.table);
      for (const row of readRows(result, matchedRow)) {
        matched.set(writeEventId({ signal, timestamp: row.Timestamp, reportId: row.ReportId }), sweep.huntsOf(row.Hunts));
      }
    }),
  );
  return events.map((event) => withHunts(event, matched.get(event.id) ?? []));
}
