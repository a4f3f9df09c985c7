import 'server-only';
import { z } from 'zod';
import { requireSession } from '@/lib/auth/session.server';
import { currentEngine } from '@/lib/engines/current.server';
import type { Engine } from '@/lib/engines/engine';
import { signalSchema, tableOfSignal } from '@/lib/hunts/model';
import { labelledSource, labelsOf } from '@/lib/kql/fuse';
import { Fault } from '@/lib/shared/errors';
import type { Window } from '@/lib/shared/window';
import { askedSweep } from './asked.server';
import { onDevice } from './event-rows';
import type { Huntbook } from './huntbook.server';
import type { DeviceDetail, DeviceLane } from './model';
import { toSighting } from './page';
import { defaultParams, parseEventsParams, parsePageParams } from './params';
import { planSweep } from './plan';
import { askReportIds } from './report-ids.server';
import { count, readRows } from './rows';
import { select } from './select';
import type { AskOptions } from './sweep.server';

/**
 * `GET /api/devices/{id}`: what is known of a device, and a lane for each tool seen on it in the window. Needs a session;
 * a device of which no table has a row is a Fault `not-found`.
 */
export async function readDevice(deviceId: string, search: URLSearchParams, signal?: AbortSignal): Promise<DeviceDetail> {
  await requireSession();
  const { params, notices } = parseEventsParams(search);
  const page = parsePageParams(search);
  const { sweep, book } = await askedSweep(params.window, null, signal);
  const engine = currentEngine();
  const options = { now: sweep.asOf, signal };
  const own = { ...sweep, sightings: sweep.sightings.filter((s) => s.deviceId === deviceId) };
  const { rows } = select(own, defaultParams, page.params.shift);
  const [info, name, startedBy, reportIds] = await Promise.all([
    readInfo(engine, deviceId, options),
    readName(engine, deviceId, options),
    readStarters(engine, book, deviceId, sweep.window, options),
    page.params.omitReportIds ? null : askReportIds(engine, book, rows, sweep.window, options),
  ]);
  if (name === null && info === null) throw new Fault('not-found', 'The telemetry has no device with this id.');
  const lanes = rows.map((row): DeviceLane => {
    const sighting = toSighting(row, sweep.axis.buckets, reportIds);
    return { ...sighting, startedBy: startedBy.get(sighting.toolSlug) ?? [] };
  });
  return {
    window: sweep.window,
    engine: sweep.engine,
    asOf: sweep.asOf,
    notices: [...notices, ...page.notices, ...sweep.notices],
    deviceId,
    deviceName: name ?? '',
    info,
    axis: sweep.axis,
    lanes,
  };
}

/** The newest row of DeviceInfo: its heartbeat repeats what is known of the device. */
async function readInfo(engine: Engine, deviceId: string, options: AskOptions): Promise<DeviceDetail['info']> {
  const result = await engine.query(`DeviceInfo\n| where ${onDevice(deviceId)}\n| sort by Timestamp desc\n| take 1`, options);
  const [row] = result.rows;
  return row ? { columns: result.columns, row } : null;
}

/** The name in the newest row of any table; null when no table has the device. */
async function readName(engine: Engine, deviceId: string, options: AskOptions): Promise<string | null> {
  const tables = ['DeviceInfo', ...signalSchema.options.map((s) => tableOfSignal[s])];
  const found = await Promise.all(
    tables.map(async (table) => {
      const kql = `${table}\n| where ${onDevice(deviceId)}\n| sort by Timestamp desc\n| take 1\n| project Timestamp, DeviceName`;
      return readRows(await engine.query(kql, options), z.object({ Timestamp: z.string(), DeviceName: z.string() }))[0];
    }),
  );
  const newest = found.filter((row) => row !== undefined).sort((a, b) => (a.Timestamp < b.Timestamp ? 1 : -1));
  return (newest.find((row) => row.DeviceName !== '') ?? newest[0])?.DeviceName ?? null;
}

const starterRow = z.object({ Hunts: z.string(), InitiatingProcessFileName: z.string(), Count: count });

/** What started each tool on a device, most frequent first; names that differ in case only count as one. */
async function readStarters(engine: Engine, book: Huntbook, deviceId: string, window: Window, options: AskOptions) {
  const byTool = new Map<string, Map<string, { fileName: string; count: number }>>();
  const question = planSweep(book.askable, new Set()).questions.find((q) => q.signal === 'process');
  if (question) {
    const source = labelledSource(question.labelled, question.table, window, { where: onDevice(deviceId) });
    const kql = `${source}\n| summarize Count = count() by Hunts, InitiatingProcessFileName\n| sort by Count desc`;
    for (const { Hunts, InitiatingProcessFileName: fileName, Count } of readRows(await engine.query(kql, options), starterRow)) {
      const slugs = new Set(labelsOf(Hunts).flatMap((label) => question.hunts.get(label)?.toolSlug ?? []));
      for (const slug of fileName === '' ? [] : slugs) {
        const starters = byTool.get(slug) ?? new Map<string, { fileName: string; count: number }>();
        byTool.set(slug, starters);
        const known = starters.get(fileName.toLowerCase());
        if (known) known.count += Count;
        else starters.set(fileName.toLowerCase(), { fileName, count: Count });
      }
    }
  }
  const list = (starters: Map<string, { fileName: string; count: number }>) =>
    [...starters.values()].sort((a, b) => b.count - a.count);
  return new Map([...byTool].map(([slug, starters]) => [slug, list(starters)]));
}
