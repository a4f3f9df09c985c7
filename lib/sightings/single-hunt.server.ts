import 'server-only';
import { z } from 'zod';
import type { CompiledHunt } from '@/lib/catalogue/compiled';
import { collected, collectedValues } from '@/lib/catalogue/model';
import { sightingKeys, sightingsKql } from '@/lib/catalogue/sweep-kql';
import type { SweepPlan } from '@/lib/catalogue/sweep-plan';
import type { QueryResult } from '@/lib/engines/engine';
import { partialNotices, type QueryContext, type QuestionOver, queryOver } from '@/lib/query/context.server';
import { coverageNotices, lookbackNotices, oldestKept } from '@/lib/query/coverage';
import { cellOf, count, readRows, texts } from '@/lib/query/rows';
import { Fault } from '@/lib/shared/errors';
import { lookbackWindow } from '@/lib/shared/lookback';
import type { Window } from '@/lib/shared/window';
import { signalOfTable } from '@/lib/tables/tables';
import { parseBusy } from './busy';
import { evidenceOf } from './evidence';
import { historyOf } from './history';
import { earlierRow, sweepRow } from './merge';
import { mergeSingleHunt } from './merge-single-hunt';
import type { SweepResult, SweepSighting } from './sweep-result';

const deviceRow = sweepRow.omit({ Hunts: true });
type DeviceRow = z.infer<typeof deviceRow>;

/** Reads one row of a hunt's own answer by the names its summarize gives. */
const ownRow = z.object({
  deviceId: z.string(),
  deviceName: z.string(),
  firstSeen: z.string(),
  lastSeen: z.string(),
  count,
  reportIds: texts,
});

/**
 * Asks one hunt by its own text: the rows are exactly those of its author's query over the window. Activity, accounts and
 * what was seen before come from the same events. Throws a Fault when the text gives no device, first seen, last seen or count.
 */
export async function runSingleHunt(context: QueryContext, plan: SweepPlan, { hunt, cut }: CompiledHunt): Promise<SweepResult> {
  const { outputs, table, fusable, windowed, events } = cut;
  // An event of a table without a signal counts as the signal that the hunt's name ends in.
  const signal = table === null ? undefined : (signalOfTable.get(table) ?? hunt.signal);
  const { deviceId, firstSeen, lastSeen, count: countName } = outputs;
  if (table === null || signal === undefined || !deviceId || !firstSeen || !lastSeen || !countName)
    throw new Fault(
      'bad-input',
      `“${hunt.name}” gives no DeviceId with first seen, last seen and count, so its rows are no sightings.`,
    );
  const { axis, coverage, window } = plan;
  if (plan.missing.has(table))
    throw new Fault(
      'not-found',
      `${table} is not there, so “${hunt.name}” was not asked. The status page says how to connect it.`,
    );
  const merge = mergeSingleHunt(outputs);
  const isRowByRow = fusable !== null;
  const over = (whole: Window, kql: QuestionOver['kql'], more: Partial<QuestionOver> = {}) =>
    queryOver(context, { window: whole, kql, inPieces: isRowByRow, ...more }, hunt.name);
  const [own, activity, earlier] = await Promise.all([
    over(window, windowed, merge ? { merge } : { inPieces: false }),
    over(window, (part) => sightingsKql(events(part), table, axis, sightingKeys(coverage))),
    over(lookbackWindow(window), (part) => `${events(part)}\n| summarize Earliest = min(Timestamp) by DeviceId`),
  ]);
  const before = new Map<string, string>();
  for (const { DeviceId, Earliest } of await readRows(earlier, earlierRow.omit({ Hunts: true }))) {
    const known = before.get(DeviceId);
    if (known === undefined || Earliest < known) before.set(DeviceId, Earliest);
  }
  const byDevice = new Map<string, DeviceRow[]>();
  for (const row of await readRows(activity, deviceRow)) {
    const key = nameKey(row.DeviceId, row.DeviceName);
    byDevice.set(key, [...(byDevice.get(key) ?? []), row]);
  }
  const sightings = own.rows.map((_, i): SweepSighting => {
    const row = readOwnRow(own, i, { ...outputs, deviceId, firstSeen, lastSeen, count: countName });
    const seen = byDevice.get(nameKey(row.deviceId, row.deviceName)) ?? [];
    const part = {
      signal,
      huntIds: [hunt.id],
      firstSeen: row.firstSeen,
      lastSeen: row.lastSeen,
      count: row.count,
      reportIds: row.reportIds,
      ...evidenceOf(hunt),
      ...collectedValues((name) => distinct(seen.map((e) => e[collected[name]]))),
      activity: seen.flatMap((e) => e.Activity.map(parseBusy)),
      earlier: before.get(row.deviceId) ?? null,
    };
    return {
      tool: hunt.tool,
      toolSlug: hunt.toolSlug,
      deviceId: row.deviceId,
      deviceName: row.deviceName,
      parts: [part],
      excludedParts: [],
      exclusions: {},
    };
  });
  const notices = [
    ...partialNotices(hunt.name, own),
    ...partialNotices('Activity', activity),
    ...partialNotices('The time before the window', earlier),
  ];
  return {
    engine: context.engine.name,
    window,
    asOf: context.now,
    axis,
    sightings,
    history: historyOf(coverage, oldestKept(context)),
    complete: notices.length === 0,
    notices: [...coverageNotices(context, coverage, window), ...lookbackNotices(context, window), ...notices],
  };
}

const nameKey = (deviceId: string, deviceName: string) => `${deviceId} ${deviceName}`;

/** Ascending, without empty ones. */
const distinct = (texts: string[]) => [...new Set(texts.filter((text) => text !== ''))].sort();

type Names = Record<'deviceId' | 'firstSeen' | 'lastSeen' | 'count', string> & {
  deviceName?: string | null;
  reportIds?: string | null;
};

function readOwnRow(own: QueryResult, at: number, names: Names): z.infer<typeof ownRow> {
  const row = own.rows[at] ?? [];
  const get = (name: string | null | undefined) => (name ? cellOf(own, row, name) : undefined);
  const ids = get(names.reportIds);
  return ownRow.parse({
    deviceId: get(names.deviceId),
    deviceName: get(names.deviceName) ?? '',
    firstSeen: get(names.firstSeen),
    lastSeen: get(names.lastSeen),
    count: get(names.count),
    // make_set(ReportId) is an array of numbers: its text keeps all 19 digits, JSON.parse would not.
    reportIds: typeof ids === 'string' ? JSON.stringify(ids.match(/-?\d+/g) ?? []) : null,
  });
}
