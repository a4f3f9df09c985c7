import 'server-only';
import { z } from 'zod';
import type { SweepPlan } from '@/lib/catalogue/sweep-plan';
import { partialNotices, type QueryContext, query } from '@/lib/query/context.server';
import type { Notice } from '@/lib/query/model';
import { readRows } from '@/lib/query/rows';
import { Fault } from '@/lib/shared/errors';
import { type Signal, tableOfSignal } from '@/lib/tables/tables';
import { writeEventId } from './event-id';
import { type Matched, onDevice, withHunts } from './event-rows';
import type { DeviceEvent } from './model';

const none: Matched = { hunts: [], excludedBy: [] };

const matchedRow = z.object({
  Timestamp: z.string(),
  ReportId: z.string().nullable(),
  Hunts: z.string(),
  ExcludedBy: z.string().default(''),
});

/**
 * The same events of one device, each with the hunts of the plan that match it and the exclusions that take it out. If that could not be asked, a notice says so
 * and the events have no hunts. `others`: further events of the device that may have the key of one of these.
 */
export async function matchHunts(
  context: QueryContext,
  plan: SweepPlan,
  events: DeviceEvent[],
  others: DeviceEvent[] = [],
): Promise<{ events: DeviceEvent[]; notices: Notice[] }> {
  const matched = new Map<string, Matched>();
  const notices: Notice[] = [];
  const signals = [...new Set(events.map(({ signal }) => signal))];
  await Promise.all(
    signals.map(async (signal) => {
      const own = events.filter((event) => event.signal === signal);
      const { hunts, unsaid } = await huntsOf(context, plan, signal, own);
      for (const [id, found] of hunts) matched.set(id, found);
      notices.push(...unsaid);
    }),
  );
  const alike = indistinct([...events, ...others]);
  if (events.some(({ id }) => alike.has(id) && matched.has(id)))
    notices.push({
      kind: 'partial',
      message:
        'Events of one instant without a ReportId cannot be told apart, so the hunts that match one of them are not shown.',
    });
  return {
    events: events.map((event) => withHunts(event, alike.has(event.id) ? none : (matched.get(event.id) ?? none))),
    notices,
  };
}

async function huntsOf(
  context: QueryContext,
  plan: SweepPlan,
  signal: Signal,
  events: DeviceEvent[],
): Promise<{ hunts: Map<string, Matched>; unsaid: Notice[] }> {
  const hunts = new Map<string, Matched>();
  const sweep = plan.table(tableOfSignal[signal]);
  if (!sweep) return { hunts, unsaid: [] };
  const times = events.map(({ timestamp }) => timestamp).sort();
  const [from = '', to = from] = [times[0], times.at(-1)];
  const rows = { window: { from, to }, where: onDevice(events[0]?.deviceId ?? '') };
  const asked = sweep.judged(rows, (source) => `${source}\n| project Timestamp, ReportId, ${sweep.judgedBy}`);
  const what = `${sweep.table}: which hunts match`;
  try {
    const result = await query(context, asked, what);
    for (const row of await readRows(result, matchedRow)) {
      const found = sweep.huntsOf(row.Hunts);
      const excludedBy = [...new Set(found.flatMap(({ toolSlug }) => sweep.takenBy(row.ExcludedBy, toolSlug)))];
      hunts.set(writeEventId({ signal, timestamp: row.Timestamp, reportId: row.ReportId }), { hunts: found, excludedBy });
    }
    return { hunts, unsaid: partialNotices(what, result) };
  } catch (error) {
    if (!(error instanceof Fault) || error.kind === 'cancelled' || error.kind === 'unauthenticated') throw error;
    return { hunts, unsaid: [{ kind: 'partial', message: `${what} could not be asked: ${error.message}` }] };
  }
}

/** Ids that several of the events share because they have no ReportId. */
function indistinct(events: DeviceEvent[]): Set<string> {
  const without = events.flatMap(({ id, reportId }) => (reportId === null ? [id] : []));
  return new Set(without.filter((id, i) => without.indexOf(id) !== i));
}
