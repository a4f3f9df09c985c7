/** The KQL of a device's events. Pure. */

import { type CompiledHunt, planSweep } from '@/lib/catalogue/sweep-plan';
import { type Signal, slugOf, tableOfSignal } from '@/lib/hunts/model';
import { labelledSource } from '@/lib/kql/fuse';
import type { Window } from '@/lib/shared/window';
import { deviceRowsKql, longKql, onDevice } from './event-rows';
import type { EventsParams } from './params';
import { searchKql } from './search-kql';

/** Whether a hunt is one of those that the question is narrowed to. */
export const isChosen = (params: EventsParams) => (entry: CompiledHunt) =>
  (params.tool === null || entry.hunt.toolSlug === slugOf(params.tool)) &&
  (params.hunt === null || entry.hunt.id.toLowerCase() === params.hunt.toLowerCase());

/** KQL for one signal's rows on a device that pass the filters; null when none can. */
export function deviceEventsKql(
  signal: Signal,
  deviceId: string,
  window: Window,
  params: EventsParams,
  askable: CompiledHunt[],
): string | null {
  if (params.signal !== null && params.signal !== signal) return null;
  const table = tableOfSignal[signal];
  const byReport = params.reportId === null ? '' : `\n| where ReportId == ${longKql(params.reportId)}`;
  const narrowed = byReport + searchKql(table, params.q);
  if (params.tool === null && params.hunt === null && !params.matched) return deviceRowsKql(table, deviceId, window) + narrowed;
  const { questions } = planSweep(askable.filter(isChosen(params)), new Set());
  const question = questions.find((q) => q.table === table);
  return question ? labelledSource(question.labelled, table, window, { where: onDevice(deviceId) }) + narrowed : null;
}
