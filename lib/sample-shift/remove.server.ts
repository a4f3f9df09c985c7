import 'server-only';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { systemPrincipal } from '@/lib/auth/principal.server';
import { type Change, write } from '@/lib/auth/write.server';
import { Fault } from '@/lib/shared/errors';
import { sampleNames } from '@/lib/shared/sample-people';
import { type Transaction, withDatabase } from '@/lib/store/database.server';
import { nextTriageRevision } from '@/lib/store/triage-revision.server';
import { forgetVerdicts } from '@/lib/triage/held.server';

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
    // Whoever took back their own verdict has put one of the sample in its place.
    await tx.execute(sql`UPDATE verdicts SET owner = NULL WHERE owner IN ${Object.values(sampleNames)}`);
    return {
      result: undefined,
      subject: 'all of it, with what people wrote in its handovers; what else people made is kept',
      detail: { removed },
    };
  },
};

/** A person's open draft carries what the sample left open, which now is gone. */
async function cleanDrafts(tx: Transaction): Promise<void> {
  await tx.execute(sql`UPDATE handovers SET revision = revision + 1, before_id = NULL, items = (
      SELECT coalesce(jsonb_agg(item), '[]') FROM jsonb_array_elements(items) AS item
      WHERE item->'sighting'->>'by' IS NULL OR item->'sighting'->>'by' NOT IN ${Object.values(sampleNames)})
    WHERE state = 'draft' AND by_id NOT LIKE 'sample:%'
      AND before_id IN (SELECT id FROM handovers WHERE by_id LIKE 'sample:%')`);
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
