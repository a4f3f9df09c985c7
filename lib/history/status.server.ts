import 'server-only';
import { and, eq, gt, sql } from 'drizzle-orm';
import type { Engine } from '@/lib/engines/engine';
import { env } from '@/lib/shared/env';
import { addTicks, type Instant, parseDuration } from '@/lib/shared/time';
import { withDatabase } from '@/lib/store/database.server';
import { historyActivity, historyDays, historySweeps } from '@/lib/store/schema';
import { LEADER_LOCK } from './leader-lock';
import type { HistoryStatus } from './model';
import { heldHistory, readLate } from './read.server';
import { sourceOf, whyOff } from './source';

type SweepsRow = typeof historySweeps.$inferSelect;
/** What a server notes of its sweeps. Nobody decides it, so it needs no entry in the audit; what a sweep keeps has one. */
export type SweepsNote = Partial<Omit<SweepsRow, 'source' | 'revision'>>;

export async function readSweeps(source: string): Promise<SweepsRow | undefined> {
  const [row] = await withDatabase((database) => database.select().from(historySweeps).where(eq(historySweeps.source, source)));
  return row;
}

export async function noteSweeps(source: string, note: SweepsNote): Promise<void> {
  await withDatabase((database) =>
    database
      .insert(historySweeps)
      .values({ source, revision: 0, failures: 0, ...note })
      .onConflictDoUpdate({ target: historySweeps.source, set: note }),
  );
}

/** How the sweeps stand, for the status page. Throws a Fault `unavailable` when the database does not answer. */
export async function readHistoryStatus(engine: Pick<Engine, 'name' | 'sample'>, now: Instant): Promise<HistoryStatus> {
  const off = whyOff(env());
  const [source, weekAgo] = [sourceOf(engine), addTicks(now, -(parseDuration('7d') ?? 0n))];
  const [row, { reach, gaps }] = await Promise.all([readSweeps(source), heldHistory(engine)]);
  return {
    off,
    every: env().HISTORY_EVERY,
    leader: (await isLed()) ? (row?.leader ?? null) : null,
    beganAt: row?.beganAt ?? null,
    endedAt: row?.endedAt ?? null,
    nextAt: row?.nextAt ?? null,
    reach,
    gaps,
    ...(await shortOf(source)),
    late: await lateSince(source, weekAgo),
    arrivals: await readLate(engine, weekAgo),
    failures: row?.failures ?? 0,
    fault: row?.fault ?? null,
    faultAt: row?.faultAt ?? null,
  };
}

/** Whether a living server holds the lock, whatever the last one noted. */
async function isLed(): Promise<boolean> {
  const { rows } = await withDatabase((database) =>
    database.execute(sql`SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND granted AND classid = 0 AND objid = ${LEADER_LOCK}
      AND objsubid = 1 AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`),
  );
  return rows.length > 0;
}

/** The swept days that leave something out. */
async function shortOf(source: string): Promise<Pick<HistoryStatus, 'partialDays' | 'lacks'>> {
  const days = await withDatabase((database) =>
    database
      .select({ lacks: historyDays.lacks })
      .from(historyDays)
      .where(and(eq(historyDays.source, source), sql`${historyDays.lacks} <> '[]'::jsonb`))
      .orderBy(historyDays.day),
  );
  return { partialDays: days.length, lacks: days.at(-1)?.lacks ?? [] };
}

async function lateSince(source: string, since: Instant): Promise<number> {
  const [row] = await withDatabase((database) =>
    database
      .select({ late: sql<number>`coalesce(sum(${historyActivity.late}), 0)::int` })
      .from(historyActivity)
      .where(and(eq(historyActivity.source, source), gt(historyActivity.lateAt, since))),
  );
  return row?.late ?? 0;
}
