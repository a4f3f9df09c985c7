import 'server-only';
import { sql } from 'drizzle-orm';
import { counted } from '@/lib/shared/format';
import { addTicks, type Instant, parseDuration } from '@/lib/shared/time';
import { type Transaction, withTransaction } from '@/lib/store/database.server';
import type { AuditActor } from './model';
import { record } from './record.server';

/** The most entries of one transaction, so that none takes long. */
const MOST_AT_ONCE = 20_000;

const actor: AuditActor = { id: 'system', name: 'the removal of old audit entries', role: null, clientAddress: null };

/**
 * Removes the entries that are older than `keep`, a length such as `400d`, at `now`. Each transaction leaves an entry that says how
 * many it removed, and up to when. Returns how many there were. Only the trigger's own setting lets it delete.
 */
export async function removeOldEntries(keep: string, now: Instant): Promise<number> {
  const before = addTicks(now, -(parseDuration(keep) ?? 0n));
  let all = 0;
  for (;;) {
    const removed = await withTransaction(async (tx) => {
      const count = await removeSome(tx, before);
      if (count > 0)
        await record(tx, actor, {
          action: 'audit.retention',
          subject: counted(count, 'entry', 'entries'),
          detail: { removed: count, before, keep },
        });
      return count;
    });
    all += removed;
    if (removed < MOST_AT_ONCE) return all;
  }
}

/** Only one instance removes at a time; another finds nothing to do. */
async function removeSome(tx: Transaction, before: Instant): Promise<number> {
  await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtext('rmm_sightings.audit_retention'))`);
  await tx.execute(sql`SET LOCAL rmm_sightings.audit_retention = 'on'`);
  const { rowCount } = await tx.execute(
    sql`DELETE FROM audit WHERE id IN (SELECT id FROM audit WHERE at < ${before}::timestamptz ORDER BY at LIMIT ${MOST_AT_ONCE})`,
  );
  await tx.execute(sql`SET LOCAL rmm_sightings.audit_retention = 'off'`);
  return rowCount ?? 0;
}
