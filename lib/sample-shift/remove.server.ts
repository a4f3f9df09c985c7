import 'server-only';
import { and, eq, like, not, sql } from 'drizzle-orm';
import { z } from 'zod';
import { systemPrincipal } from '@/lib/auth/principal.server';
import { type Change, write } from '@/lib/auth/write.server';
import { itemsOf } from '@/lib/handover/row';
import { Fault } from '@/lib/shared/errors';
import { SAMPLE_USER_PREFIX, sampleNames } from '@/lib/shared/sample-people';
import { type Transaction, withDatabase } from '@/lib/store/database.server';
import { handovers } from '@/lib/store/schema';
import { nextTriageRevision } from '@/lib/store/triage-revision.server';
import { forgetVerdicts } from '@/lib/triage/held.server';
import { ownItems } from './own-items';

const EVERYTHING = {
  verdict_history: 'by_id',
  verdicts: 'by_id',
  exclusions: 'by_id',
  device_notes: 'by_id',
  shifts: 'by_id',
  handovers: 'by_id',
  audit: 'actor_id',
} as const;

const removal: Change<object, void> = {
  action: 'sample.remove',
  role: 'Lead',
  input: z.object({}),
  run: async (tx) => {
    await nextTriageRevision(tx); // one after the other
    if (!(await isHeld(tx))) throw gone();
    await cleanDrafts(tx);
    const removed: Record<string, number> = {};
    for (const [table, who] of Object.entries(EVERYTHING)) {
      const where = sql`${sql.identifier(who)} LIKE 'sample:%'`;
      removed[table] = (await tx.execute(sql`DELETE FROM ${sql.identifier(table)} WHERE ${where}`)).rowCount ?? 0;
    }
    // A person who took back their own verdict has brought back the sample’s verdict, with its owner.
    await tx.execute(sql`UPDATE verdicts SET owner = NULL WHERE owner IN ${Object.values(sampleNames)}`);
    return {
      result: undefined,
      subject: 'all of it, with what people wrote in its handovers; what else people made is kept',
      detail: { removed },
    };
  },
};

/** A person's open draft carries what the sample left open, which now is gone. What the person wrote in it stays. */
async function cleanDrafts(tx: Transaction): Promise<void> {
  const isOfSample = like(handovers.byId, `${SAMPLE_USER_PREFIX}%`);
  const ofSample = new Map((await tx.select().from(handovers).where(isOfSample)).map((row) => [row.id, row]));
  const drafts = await tx
    .select()
    .from(handovers)
    .where(and(eq(handovers.state, 'draft'), not(isOfSample)))
    .for('update');
  for (const draft of drafts) {
    const before = ofSample.get(draft.before ?? '');
    if (before === undefined) continue;
    const items = ownItems(itemsOf(draft), itemsOf(before));
    await tx
      .update(handovers)
      .set({ items, before: null, revision: draft.revision + 1 })
      .where(eq(handovers.id, draft.id));
  }
}

/** Removes all that the people of the sample shift made, in one transaction, and nothing else. Does nothing where there is none. */
export async function removeSampleShift(): Promise<void> {
  if (!(await isSampleShiftHeld())) return;
  try {
    await write(systemPrincipal('the sample shift'), removal, () => ({}));
  } catch (error) {
    if (!(error instanceof Fault && error.kind === 'conflict')) throw error;
  }
  forgetVerdicts();
}

const gone = () => new Fault('conflict', 'Somebody else has removed the sample shift meanwhile.');

/** Whether anything of the sample shift is in the database: each act has its entry in the audit. */
export function isSampleShiftHeld(): Promise<boolean> {
  return withDatabase(isHeld);
}

async function isHeld(database: Pick<Transaction, 'execute'>): Promise<boolean> {
  const { rows } = await database.execute(sql`SELECT 1 FROM audit WHERE actor_id LIKE 'sample:%' LIMIT 1`);
  return rows.length > 0;
}
