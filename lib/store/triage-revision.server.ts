import 'server-only';
import { eq, sql } from 'drizzle-orm';
import { batched } from '@/lib/shared/batched';
import { type Transaction, withDatabase } from './database.server';
import { triageRevision } from './schema';

const theRow = eq(triageRevision.id, 1);

/**
 * Counts a change of what people decide. Call it first in the transaction: the row stays locked to its end, so changes come one
 * after the other, and whoever has read a revision has read every change up to it.
 */
export async function nextTriageRevision(tx: Transaction): Promise<number> {
  const [row] = await tx
    .update(triageRevision)
    .set({ revision: sql`${triageRevision.revision} + 1` })
    .where(theRow)
    .returning();
  if (row === undefined) throw new Error('the row of triage_revision is missing');
  return row.revision;
}

export async function readTriageRevision(): Promise<number> {
  return (await revisionOf(1)) ?? 0;
}

const revisionOf = batched('triage-revision', async () => {
  const rows = await withDatabase((database) => database.select().from(triageRevision).where(theRow));
  return new Map(rows.map(({ id, revision }) => [id, revision]));
});
