import 'server-only';
import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Principal } from '@/lib/auth/model';
import { type Change, write } from '@/lib/auth/write.server';
import { Fault } from '@/lib/shared/errors';
import type { Instant } from '@/lib/shared/time';
import { windowSchema } from '@/lib/shared/window';
import type { Transaction } from '@/lib/store/database.server';
import { historyActivity, historyDays, historySeen, historySweeps } from '@/lib/store/schema';
import type { DailyActivity } from './fold';
import { isSample, sampleOf } from './source';
import { dayOf, nextDay, type Span, windowOfDay } from './spans';

/** Rows in one statement, so that each ends long before the database's limit on a statement's time. */
const ROWS = 4000;

/** What a sweep found in one span. */
export interface Swept {
  source: string;
  /** The history that the span was chosen by. */
  revision: number;
  span: Span;
  at: Instant;
  /** What it did not cover, in words. */
  lacks: string[];
  /** A fingerprint of the hunts that were asked. */
  hunts: string;
  /** The version of the telemetry that was asked. */
  telemetry: string;
  days: DailyActivity[];
}

const said = z.object({ source: z.string(), revision: z.number(), span: windowSchema, at: z.string() });

/**
 * Keeps what a sweep found, all of it or nothing, and returns the history's new revision. What was seen stays seen: keeping the same
 * twice changes nothing, and a later sweep of the same time only adds. Throws a Fault `conflict` when somebody else has kept something
 * since the span was chosen.
 */
export function keepSwept(principal: Principal, swept: Swept): Promise<number> {
  return write(principal, keeping(swept), () => swept);
}

function keeping(swept: Swept): Change<z.infer<typeof said>, number> {
  const { days, lacks, span } = swept;
  return {
    action: 'history.sweep',
    role: 'Lead', // timed work passes every role; no person sweeps
    input: said,
    run: async (tx, { source, revision, at }) => {
      await claim(tx, source, revision);
      for (let i = 0; i < days.length; i += ROWS) await addRows(tx, source, at, days.slice(i, i + ROWS));
      await addDays(tx, swept);
      if (!isSample(source)) await forget(tx, sampleOf(source));
      const events = days.reduce((sum, day) => sum + day.events, 0);
      const [from, to] = [dayOf(span.from), dayOf(span.to)];
      return {
        result: revision + 1,
        subject: from === to ? from : `${from} to ${to}`,
        detail: { source, from: span.from, to: span.to, events, lacks },
      };
    },
  };
}

/** Locks the history and counts the change. Throws a Fault `conflict` when `revision` is not the history's present one. */
async function claim(tx: Transaction, source: string, revision: number): Promise<void> {
  await tx.insert(historySweeps).values({ source, revision: 0, failures: 0 }).onConflictDoNothing();
  const [row] = await tx
    .update(historySweeps)
    .set({ revision: sql`${historySweeps.revision} + 1` })
    .where(eq(historySweeps.source, source))
    .returning();
  if (row?.revision === revision + 1) return;
  throw new Fault('conflict', 'Another server has swept for the history meanwhile. The sweep begins anew.');
}

/**
 * The greater number of events holds: an engine that has forgotten some, or a part of the estate that refuses, takes nothing away.
 * `excluded.late` says how many of a day's events lie in time that was swept before; those above the number that was kept are late.
 */
async function addRows(tx: Transaction, source: string, at: Instant, days: DailyActivity[]): Promise<void> {
  const given = sql`jsonb_to_recordset(${JSON.stringify(days)}::jsonb) AS d("toolSlug" text, "deviceId" text, workspace text,
    signal text, day text, "firstSeen" text, "lastSeen" text, events bigint, settled bigint)`;
  await tx.execute(sql`
    INSERT INTO ${historyActivity} AS held
      (source, tool_slug, device_id, workspace, signal, day, first_seen, last_seen, events, arrived_at, late, late_at)
    SELECT ${source}, "toolSlug", "deviceId", workspace, signal, day, "firstSeen", "lastSeen", events, ${at}, settled,
      CASE WHEN settled > 0 THEN ${at} END
    FROM ${given}
    ON CONFLICT (source, tool_slug, device_id, workspace, signal, day) DO UPDATE SET
      first_seen = least(held.first_seen, excluded.first_seen),
      last_seen = greatest(held.last_seen, excluded.last_seen),
      events = greatest(held.events, excluded.events),
      late = held.late + greatest(0, excluded.late - held.events),
      late_at = CASE WHEN excluded.late > held.events THEN excluded.late_at ELSE held.late_at END`);
  await tx.execute(sql`
    INSERT INTO ${historySeen} AS held (source, tool_slug, device_id, first_seen, last_seen)
    SELECT ${source}, "toolSlug", "deviceId", min("firstSeen"), max("lastSeen") FROM ${given} GROUP BY "toolSlug", "deviceId"
    ON CONFLICT (source, tool_slug, device_id) DO UPDATE SET
      first_seen = least(held.first_seen, excluded.first_seen),
      last_seen = greatest(held.last_seen, excluded.last_seen)`);
}

async function addDays(tx: Transaction, { source, at, span, lacks, hunts, telemetry }: Swept): Promise<void> {
  const rows: (typeof historyDays.$inferInsert)[] = [];
  for (let from = span.from; from <= span.to; ) {
    const day = dayOf(from);
    const { to } = windowOfDay(day);
    rows.push({ source, day, sweptFrom: from, sweptTo: to < span.to ? to : span.to, sweptAt: at, lacks, hunts, telemetry });
    from = nextDay(day);
  }
  await tx
    .insert(historyDays)
    .values(rows)
    .onConflictDoUpdate({
      target: [historyDays.source, historyDays.day],
      set: {
        sweptFrom: sql`least(${historyDays.sweptFrom}, excluded.swept_from)`,
        sweptTo: sql`greatest(${historyDays.sweptTo}, excluded.swept_to)`,
        sweptAt: at,
        lacks,
        hunts,
        telemetry,
      },
    });
}

/** Removes a history whose telemetry is gone. */
async function forget(tx: Transaction, source: string): Promise<void> {
  for (const table of [historyActivity, historySeen, historyDays, historySweeps])
    await tx.delete(table).where(eq(table.source, source));
}
