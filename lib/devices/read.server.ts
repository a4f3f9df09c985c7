import 'server-only';
import { z } from 'zod';
import type { SweepPlan } from '@/lib/catalogue/sweep-plan';
import { historyOrNotice } from '@/lib/history/read.server';
import { answered } from '@/lib/query/answered';
import { openQuery, type QueryContext, query } from '@/lib/query/context.server';
import type { Notice } from '@/lib/query/model';
import { parsePageParams } from '@/lib/query/params';
import { count, readRows } from '@/lib/query/rows';
import { Fault } from '@/lib/shared/errors';
import { portals } from '@/lib/shared/portals';
import { resolveSince } from '@/lib/shifts/since.server';
import { toSighting } from '@/lib/sightings/page';
import { defaultParams } from '@/lib/sightings/params';
import { askReportIds } from '@/lib/sightings/report-ids.server';
import { select } from '@/lib/sightings/select';
import { cachedSweep } from '@/lib/sightings/sweep-cache.server';
import { creations, DEVICES, isOptional, tableNames } from '@/lib/tables/tables';
import { verdictBoard } from '@/lib/triage/board.server';
import { onDevice } from './event-rows';
import type { DeviceDetail, DeviceLane } from './model';
import { parseEventsParams } from './params';
import { devicePages } from './portal-pages';

/**
 * `GET /api/devices/{id}`: what is known of a device, and a lane for each tool seen on it in the window. Needs a session;
 * a device of which no table has a row is a Fault `not-found`.
 */
export async function readDevice(deviceId: string, search: URLSearchParams, signal?: AbortSignal): Promise<DeviceDetail> {
  const asked = await openQuery(signal, { subject: `device ${deviceId}`, search });
  const { params, notices } = parseEventsParams(search);
  const page = parsePageParams(search);
  const { sweep, plan } = await cachedSweep(asked, params.window, null);
  const context = { ...asked, now: sweep.asOf, what: 'The device' };
  const own = { ...sweep, sightings: sweep.sightings.filter((s) => s.deviceId === deviceId) };
  const [board, ever] = await Promise.all([verdictBoard(asked, plan, own.sightings), historyOrNotice(asked.engine)]);
  const since = await resolveSince(asked.principal, params.since, sweep.window.to, asked.now);
  const asAsked = { ...defaultParams, since: since.since, excluded: true };
  const { rows, newSince } = select(own, asAsked, board.verdictOf, ever.history);
  const unasked: Notice[] = [];
  const orNotice = <T>(what: string, answer: Promise<T>, otherwise: T) => orElse(what, answer, otherwise, unasked);
  const [info, found, startedBy, reportIds] = await Promise.all([
    plan.missing.has(DEVICES) ? null : orNotice(DEVICES, readInfo(context, deviceId), null),
    readName(context, plan, deviceId),
    orNotice('What started the tools', readStarters(context, plan, deviceId), new Map<string, DeviceLane['startedBy']>()),
    page.params.omitReportIds ? null : orNotice('ReportIds', askReportIds(context, plan, sweep, rows), null),
  ]);
  const { name } = found;
  unasked.push(...found.notices);
  if (name === null && info === null) {
    const why = [...plan.coverage.notices, ...unasked.map(({ message }) => message)];
    throw new Fault('not-found', ['The telemetry has no device with this id.', ...why].join(' '));
  }
  const lanes = rows.map((row): DeviceLane => {
    const sighting = toSighting(row, sweep.axis.buckets, reportIds?.ids ?? null);
    return { ...sighting, startedBy: startedBy.get(sighting.toolSlug) ?? [] };
  });
  return {
    window: sweep.window,
    engine: sweep.engine,
    asOf: sweep.asOf,
    notices: [
      ...notices,
      ...page.notices,
      ...since.notices,
      ...sweep.notices,
      ...board.notices,
      ...ever.notices,
      ...unasked,
      ...(reportIds?.notices ?? []),
    ],
    deviceId,
    deviceName: name ?? '',
    info,
    axis: sweep.axis,
    newSince,
    lanes,
    pages: devicePages(portals(), deviceId, sweep.window),
  };
}

/** The answer, or `otherwise` and a notice where it fails by itself. */
async function orElse<T>(what: string, answer: Promise<T>, otherwise: T, notices: Notice[]): Promise<T> {
  const none = { what: '', answer: Promise.resolve(otherwise) };
  const { answers, notices: failed } = await answered([{ what, answer }, none]);
  notices.push(...failed);
  return answers[0] ?? otherwise;
}

/** The newest row of DeviceInfo: its heartbeat repeats what is known of the device. */
async function readInfo(context: QueryContext, deviceId: string): Promise<DeviceDetail['info']> {
  const result = await query(context, `${DEVICES}\n| where ${onDevice(deviceId)}\n| sort by Timestamp desc\n| take 1`);
  const [row] = result.rows;
  return row ? { columns: result.columns, row } : null;
}

/** The name in the newest row of any table that is always asked; null when none has the device. A table that fails is a notice. */
async function readName(context: QueryContext, { missing }: SweepPlan, deviceId: string) {
  const tables = tableNames.filter((table) => !missing.has(table) && !isOptional(table));
  const { answers, notices } = await answered(tables.map((what) => ({ what, answer: newestOf(what) })));
  const newest = answers.filter((row) => row !== undefined).sort((a, b) => (a.Timestamp < b.Timestamp ? 1 : -1));
  return { name: (newest.find((row) => row.DeviceName !== '') ?? newest[0])?.DeviceName ?? null, notices };

  async function newestOf(table: string) {
    const kql = `${table}\n| where ${onDevice(deviceId)}\n| sort by Timestamp desc\n| take 1\n| project Timestamp, DeviceName`;
    return (await readRows(await query(context, kql), z.object({ Timestamp: z.string(), DeviceName: z.string() })))[0];
  }
}

const starterRow = z.object({ Hunts: z.string(), InitiatingProcessFileName: z.string(), Count: count });

/** What started each tool on a device, most frequent first; names that differ in case only count as one. */
async function readStarters(context: QueryContext, plan: SweepPlan, deviceId: string) {
  const byTool = new Map<string, Map<string, { fileName: string; count: number }>>();
  const sweep = plan.table(creations.table);
  if (sweep) {
    const counted =
      '| summarize Count = count() by Hunts, InitiatingProcessFileName\n| sort by Count desc, InitiatingProcessFileName asc';
    const asked = sweep.asked({ where: onDevice(deviceId), every: true }, (source) => `${source}\n${counted}`);
    for (const { Hunts, InitiatingProcessFileName: fileName, Count } of await readRows(await query(context, asked), starterRow)) {
      const slugs = new Set(sweep.huntsOf(Hunts).map(({ toolSlug }) => toolSlug));
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
    [...starters.values()].sort((a, b) => b.count - a.count || (a.fileName < b.fileName ? -1 : 1));
  return new Map([...byTool].map(([slug, starters]) => [slug, list(starters)]));
}
