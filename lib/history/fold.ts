/** From the rows of one sweep to daily activity. Pure. */
import { z } from 'zod';
import type { TableSweep } from '@/lib/catalogue/sweep-plan';
import { kqlDatetime } from '@/lib/kql/quote';
import { count } from '@/lib/query/rows';
import type { Instant } from '@/lib/shared/time';
import { inSlices } from '@/lib/shared/turns';
import type { Window } from '@/lib/shared/window';
import type { Signal } from '@/lib/tables/tables';

/** A row of `dailyKql`. `Settled`: how many of the events lie in what was swept before. */
export const dailyRow = z.object({
  DeviceId: z.string(),
  /** Labels, each followed by a comma. */
  Hunts: z.string(),
  /** Missing where only one is asked. */
  Workspace: z.string().default(''),
  Day: z.string(),
  FirstSeen: z.string(),
  LastSeen: z.string(),
  Count: count,
  Settled: count.default(0),
});
export type DailyRow = z.infer<typeof dailyRow>;

/** KQL of `dailyRow`s over a labelled source. */
export function dailyKql(source: string, keys: string, settled: Window | null): string {
  const late = settled
    ? `, Settled = countif(Timestamp between (${kqlDatetime(settled.from)} .. ${kqlDatetime(settled.to)}))`
    : '';
  return `${source}
| summarize FirstSeen = min(Timestamp), LastSeen = max(Timestamp), Count = count()${late} by ${keys}, Hunts, Day = bin(Timestamp, 1d)`;
}

/** What was seen of a tool on a device on one UTC day by one signal. */
export interface DailyActivity {
  toolSlug: string;
  deviceId: string;
  workspace: string;
  signal: Signal;
  day: string;
  firstSeen: Instant;
  lastSeen: Instant;
  /** An event that two hunts of the tool match counts once. */
  events: number;
  /** Those of the events that lie in what was swept before. */
  settled: number;
}

/** What one table answered. */
export interface DailyAnswer {
  sweep: Pick<TableSweep, 'signal' | 'huntsOf'>;
  rows: DailyRow[];
}

/** PostgreSQL stores neither NUL nor halves of surrogate pairs, and an attacker may have written either. */
const storable = (text: string) => text.replaceAll('\0', '␀').toWellFormed();

/** One entry a tool, device, workspace, signal and day. The rows may come in any order, and from several pieces of the window. */
export async function foldDays(answers: DailyAnswer[]): Promise<DailyActivity[]> {
  const found = new Map<string, DailyActivity>();
  for (const { sweep, rows } of answers) {
    const slugsOf = slugsByLabels(sweep);
    await inSlices(rows, (row) => {
      for (const toolSlug of slugsOf(row.Hunts)) add(found, toolSlug, sweep.signal, row);
    });
  }
  return [...found.values()];
}

function add(found: Map<string, DailyActivity>, toolSlug: string, signal: Signal, row: DailyRow): void {
  const [deviceId, workspace, day] = [storable(row.DeviceId), storable(row.Workspace), row.Day.slice(0, 10)];
  const key = JSON.stringify([toolSlug, deviceId, workspace, signal, day]);
  const known = found.get(key);
  const { FirstSeen: firstSeen, LastSeen: lastSeen, Count: events, Settled: settled } = row;
  if (known === undefined) {
    found.set(key, { toolSlug, deviceId, workspace, signal, day, firstSeen, lastSeen, events, settled });
    return;
  }
  if (firstSeen < known.firstSeen) known.firstSeen = firstSeen;
  if (lastSeen > known.lastSeen) known.lastSeen = lastSeen;
  known.events += events;
  known.settled += settled;
}

/** The tools of labels, which are few texts among many rows. */
function slugsByLabels(sweep: DailyAnswer['sweep']): (labels: string) => ReadonlySet<string> {
  const known = new Map<string, ReadonlySet<string>>();
  return (labels) => {
    const slugs = known.get(labels) ?? new Set(sweep.huntsOf(labels).map(({ toolSlug }) => toolSlug));
    known.set(labels, slugs);
    return slugs;
  };
}
