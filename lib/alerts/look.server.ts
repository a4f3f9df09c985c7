import 'server-only';
import { eq } from 'drizzle-orm';
import { fingerprintOf } from '@/lib/history/fingerprint';
import { sourceOf } from '@/lib/history/source';
import { readSweeps } from '@/lib/history/status.server';
import type { QueryContext } from '@/lib/query/context.server';
import { defaultParams } from '@/lib/sightings/params';
import { askSightings } from '@/lib/sightings/read.server';
import { type Transaction, withDatabase, withTransaction } from '@/lib/store/database.server';
import { alertLooks } from '@/lib/store/schema-webhooks';
import { readAllWatched } from '@/lib/triage/notes/read.server';
import type { Alert } from '@/lib/webhooks/model';
import { enqueue, type Listener } from '@/lib/webhooks/outbox.server';
import { alertsOf, marksOf, type Seen } from './find';
import { forgetOldMarks, mark } from './marks.server';

type Look = typeof alertLooks.$inferSelect;

/** `again`: part of the telemetry did not answer a first look, which must see everything; the next try is better made later. */
export type Looked = 'nothing was due' | 'done' | 'again';

/**
 * Looks for what webhooks are told of, once after each sweep for the history that has ended. The first look, and the first one after nobody has
 * listened, tells nothing: it marks what is there, so that a new history or the first webhook brings no flood. What is found, its marks and what
 * waits for the webhooks are kept in one transaction. Throws Faults of the engine and of the database.
 */
export async function lookForAlerts(context: QueryContext, listeners: readonly Listener[]): Promise<Looked> {
  const { engine } = context;
  const source = sourceOf(engine);
  const listened = listeners.some(({ alerts }) => alerts.some((kind) => kind !== 'handover-unaccepted'));
  const [look, sweeps] = await Promise.all([readLook(source), readSweeps(source)]);
  const isUnderWay = (sweeps?.endedAt ?? '') < (sweeps?.beganAt ?? '');
  if (sweeps === undefined || sweeps.revision === 0 || isUnderWay) return 'nothing was due';
  const { revision } = sweeps;
  if (!listened) {
    if (look?.listened) await withTransaction((tx) => keepLook(tx, { ...look, listened }));
    return 'nothing was due';
  }
  if (look?.listened && look.revision === revision) return 'nothing was due';

  const answer = await askSightings(context, defaultParams);
  const { sweep, plan, selection, history } = answer;
  const isFirst = look === undefined || !look.listened;
  if (isFirst && !sweep.complete) return 'again';
  if (sourceOf(engine) !== source) return 'nothing was due'; // the sample went meanwhile
  const { window } = sweep;
  const seen: Seen = {
    ...{ source, sample: engine.sample(), window, rows: selection.rows, history },
    watched: await readAllWatched(),
  };
  const hunts = fingerprintOf(plan.compiled);
  await withTransaction(async (tx) => {
    const isFresh = await mark(tx, marksOf(seen), context.now);
    const newsFrom = look?.hunts === hunts ? null : (look?.at ?? null);
    const alerts: Alert[] = isFirst ? [] : alertsOf(seen, { isFresh, newsFrom });
    await enqueue(tx, listeners, alerts, context.now);
    await keepLook(tx, { source, revision, at: window.to, hunts, listened });
    await forgetOldMarks(tx, context.now);
  });
  return 'done';
}

async function readLook(source: string): Promise<Look | undefined> {
  const [row] = await withDatabase((database) => database.select().from(alertLooks).where(eq(alertLooks.source, source)));
  return row;
}

async function keepLook(tx: Transaction, look: Look): Promise<void> {
  await tx.insert(alertLooks).values(look).onConflictDoUpdate({ target: alertLooks.source, set: look });
}
