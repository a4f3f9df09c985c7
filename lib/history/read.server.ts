import 'server-only';
import { and, desc, eq, gt, inArray, sql } from 'drizzle-orm';
import type { Engine } from '@/lib/engines/engine';
import type { Notice } from '@/lib/query/model';
import { batched } from '@/lib/shared/batched';
import { env } from '@/lib/shared/env';
import { Fault } from '@/lib/shared/errors';
import { processWide } from '@/lib/shared/process-wide';
import type { Instant } from '@/lib/shared/time';
import type { Window } from '@/lib/shared/window';
import { withDatabase } from '@/lib/store/database.server';
import { historyActivity, historyDays, historySeen, historySweeps } from '@/lib/store/schema';
import { type HeldHistory, noHistory, type Seen } from './ever';
import type { DayOfActivity, LateArrival } from './model';
import { sourceOf, whyOff } from './source';
import { gapsOf, type SweptDay } from './spans';

type Source = Pick<Engine, 'name' | 'sample'>;

const kept = processWide('history', () => ({ last: null as HeldHistory | null }));

/**
 * What is known of every sighting beyond the window and its look-back, kept in memory until the next sweep is kept. Throws a Fault
 * `unavailable` when the database does not answer.
 */
export async function heldHistory(engine: Source): Promise<HeldHistory> {
  if (whyOff(env()) !== null) return noHistory;
  const source = sourceOf(engine);
  const revision = await readRevision(source);
  const version = `${source} ${revision}`;
  if (kept.last?.version === version) return kept.last;
  // Read after the revision, so that these hold at least all that was kept up to it.
  const days = await readDays(source);
  const rows = await withDatabase((database) =>
    database
      .select({
        toolSlug: historySeen.toolSlug,
        deviceId: historySeen.deviceId,
        firstSeen: historySeen.firstSeen,
        lastSeen: historySeen.lastSeen,
      })
      .from(historySeen)
      .where(eq(historySeen.source, source)),
  );
  const onDevice = new Map<string, Seen>();
  const anywhere = new Map<string, Seen>();
  for (const { toolSlug, deviceId, ...seen } of rows) {
    onDevice.set(`${toolSlug} ${deviceId}`, seen);
    anywhere.set(toolSlug, widest(anywhere.get(toolSlug), seen));
  }
  kept.last = {
    version,
    ...coverageOf([...days.values()].map(({ swept }) => swept)),
    onDevice: (toolSlug, deviceId) => onDevice.get(`${toolSlug} ${deviceId}`),
    anywhere: (toolSlug) => anywhere.get(toolSlug),
  };
  return kept.last;
}

function widest(known: Seen | undefined, seen: Seen): Seen {
  if (known === undefined) return seen;
  return {
    firstSeen: seen.firstSeen < known.firstSeen ? seen.firstSeen : known.firstSeen,
    lastSeen: seen.lastSeen > known.lastSeen ? seen.lastSeen : known.lastSeen,
  };
}

/** From the first to the last swept instant, and what lies unswept between them. */
function coverageOf(swept: Window[]): Pick<HeldHistory, 'reach' | 'gaps'> {
  const from = swept.map((window) => window.from).sort()[0];
  const to = swept
    .map((window) => window.to)
    .sort()
    .at(-1);
  if (from === undefined || to === undefined) return { reach: null, gaps: [] };
  return { reach: { from, to }, gaps: gapsOf({ from, to }, swept) };
}

/** As `heldHistory`; without an answer of the database there is no history, and a notice says so. */
export async function historyOrNotice(engine: Source): Promise<{ history: HeldHistory; notices: Notice[] }> {
  try {
    return { history: await heldHistory(engine), notices: [] };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return {
      history: noHistory,
      notices: [{ kind: 'partial', message: `What was first ever seen is not known: ${error.message}` }],
    };
  }
}

/** What of each day is swept, and the revision that this is as of. */
export async function readSwept(source: string): Promise<{ revision: number; days: Map<string, SweptDay> }> {
  const revision = await readRevision(source);
  return { revision, days: await readDays(source) };
}

async function readRevision(source: string): Promise<number> {
  return (await revisionOf(source)) ?? 0;
}

const revisionOf = batched('history-revision', async (sources: string[]) => {
  const { source, revision } = historySweeps;
  const rows = await withDatabase((database) =>
    database.select({ source, revision }).from(historySweeps).where(inArray(source, sources)),
  );
  return new Map(rows.map((row) => [row.source, row.revision]));
});

async function readDays(source: string): Promise<Map<string, SweptDay>> {
  const days = await withDatabase((database) => database.select().from(historyDays).where(eq(historyDays.source, source)));
  return new Map(
    days.map(({ day, sweptFrom, sweptTo, sweptAt, lacks, hunts, telemetry }) => [
      day,
      { day, swept: { from: sweptFrom, to: sweptTo }, sweptAt, whole: lacks.length === 0, hunts, telemetry },
    ]),
  );
}

/** What was seen of a tool on a device, day by day, oldest first; over all workspaces and signals. */
export async function readActivity(engine: Source, toolSlug: string, deviceId: string): Promise<DayOfActivity[]> {
  const { source, day, firstSeen, lastSeen, events, late } = historyActivity;
  return await withDatabase((database) =>
    database
      .select({
        day,
        firstSeen: sql<Instant>`min(${firstSeen})`,
        lastSeen: sql<Instant>`max(${lastSeen})`,
        events: sql<number>`sum(${events})::int`,
        late: sql<number>`sum(${late})::int`,
      })
      .from(historyActivity)
      .where(and(eq(source, sourceOf(engine)), eq(historyActivity.toolSlug, toolSlug), eq(historyActivity.deviceId, deviceId)))
      .groupBy(day)
      .orderBy(day),
  );
}

const MOST_LATE = 5;

/** Events that arrived after their time was swept, those seen last first; only those that a sweep saw after `since`. */
export async function readLate(engine: Source, since: Instant): Promise<LateArrival[]> {
  const { source, toolSlug, deviceId, workspace, signal, day, late, lateAt } = historyActivity;
  const rows = await withDatabase((database) =>
    database
      .select({ toolSlug, deviceId, workspace, signal, day, events: late, arrivedAt: lateAt })
      .from(historyActivity)
      .where(and(eq(source, sourceOf(engine)), gt(lateAt, since)))
      .orderBy(desc(lateAt), toolSlug, deviceId, day)
      .limit(MOST_LATE),
  );
  return rows.map((row) => ({ ...row, arrivedAt: row.arrivedAt ?? '' }));
}
