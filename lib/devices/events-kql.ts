/** The KQL of a device's events. Pure. */
import type { SweepPlan } from '@/lib/catalogue/sweep-plan';
import { type Asked, piped } from '@/lib/engines/asked';
import { type Hunt, slugOf } from '@/lib/hunts/model';
import { type Signal, tableOfSignal } from '@/lib/tables/tables';
import { deviceRowsKql, longKql, onDevice } from './event-rows';
import type { EventsParams } from './params';
import { searchKql } from './search-kql';

/** Whether a hunt is one of those that the question is narrowed to. */
export const isChosen = (params: EventsParams) => (hunt: Hunt) =>
  (params.tool === null || hunt.toolSlug === slugOf(params.tool)) &&
  (params.hunt === null || hunt.id.toLowerCase() === params.hunt.toLowerCase());

/** KQL for one signal's rows on a device that pass the filters; null when its table is missing or none can pass. */
export function deviceEventsKql(plan: SweepPlan, signal: Signal, deviceId: string, params: EventsParams): Asked | null {
  const table = tableOfSignal[signal];
  if (plan.missing.has(table) || (params.signal !== null && params.signal !== signal)) return null;
  const byReport = params.reportId === null ? '' : `\n| where ReportId == ${longKql(params.reportId)}`;
  const narrowed = byReport + searchKql(table, params.q);
  if (params.tool === null && params.hunt === null && !params.matched)
    return deviceRowsKql(table, deviceId, plan.window) + narrowed;
  const sweep = plan.only(isChosen(params)).table(table);
  return sweep ? piped(sweep.asked({ where: onDevice(deviceId), every: true }), narrowed) : null;
}
