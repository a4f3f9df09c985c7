/** The KQL that asks what a tool's programs were and what they talked to. Pure. */
import type { SweepPlan, TableSweep } from '@/lib/catalogue/sweep-plan';
import type { Asked } from '@/lib/engines/asked';
import { kqlDatetime, kqlString } from '@/lib/kql/quote';
import type { Window } from '@/lib/shared/window';
import { tableOfSignal } from '@/lib/tables/tables';

const onDevice = (deviceId: string | null) => (deviceId === null ? undefined : `DeviceId == ${kqlString(deviceId)}`);
const counted = (by: string) => (source: string) => `${source}\n| summarize Count = count() by ${by}`;
const inWindow = ({ from, to }: Window) => `Timestamp between (${kqlDatetime(from)} .. ${kqlDatetime(to)})`;

/** The programs that process hunts matched, by device and by what takes them out. */
export function programsAsked(sweep: TableSweep, deviceId: string | null): Asked {
  const by = `FileName, FolderPath, DeviceId, ${sweep.judgedBy}`;
  return sweep.judged({ where: onDevice(deviceId) }, counted(by));
}

/** The remote ends of the events that network hunts matched. */
export function matchedEndsAsked(sweep: TableSweep, deviceId: string | null): Asked {
  const by = `RemoteUrl, RemoteIP, DeviceId, ${sweep.judgedBy}`;
  return sweep.judged({ where: onDevice(deviceId) }, counted(by));
}

/** The remote ends of all connections by programs of some names, by what takes them out. */
export function programsEndsKql(plan: SweepPlan, files: readonly string[], deviceId: string | null): string {
  const wheres = [
    inWindow(plan.window),
    `InitiatingProcessFileName in~ (${files.map(kqlString).join(', ')})`,
    onDevice(deviceId),
  ].filter((where) => where !== undefined);
  const rows = [tableOfSignal.network, ...wheres.map((where) => `| where ${where}`)].join('\n');
  return plan.judgedRows('network', rows, (source, by) => counted(`RemoteUrl, RemoteIP, DeviceId${by}`)(source));
}

/** The devices of a table in a window. */
export const devicesKql = (table: string, window: Window) =>
  `${table}\n| where ${inWindow(window)}\n| summarize Count = count() by DeviceId`;
