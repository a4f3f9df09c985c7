import 'server-only';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { systemPrincipal } from '@/lib/auth/principal.server';
import { note } from '@/lib/auth/write.server';
import type { Instant } from '@/lib/shared/time';
import { withConnection, withDatabase } from '@/lib/store/database.server';
import { removeSampleShift } from './remove.server';
import { playSampleShift } from './story.server';

/** The advisory lock of the one server that writes. The number is arbitrary, but must be the same in all instances. */
const LOCK = 7_262_028;

const conditions = z.object({ told: z.boolean(), people: z.boolean(), removable: z.boolean() });

/**
 * Writes the sample shift into a database that nobody has used: never twice, not after it was removed, and never beside anything of
 * people. What a server that was killed at it left behind goes first. Returns whether it was written.
 */
export async function writeSampleShift(now: Instant, signal?: AbortSignal): Promise<boolean> {
  return await withConnection(async (client) => {
    await client.query('SELECT pg_advisory_lock($1)', [LOCK]); // held until the connection ends
    if (!(await isUntouched())) return false;
    await removeSampleShift();
    await playSampleShift(now, signal);
    await note(systemPrincipal('the sample shift'), {
      action: 'sample.write',
      subject: 'two shifts, their verdicts, exclusions and handovers',
    });
    return true;
  });
}

/** Every act of a person, a sign-in too, leaves an entry in the audit; of the server's own work only the writing itself counts. */
async function isUntouched(): Promise<boolean> {
  const { rows } = await withDatabase((database) =>
    database.execute(sql`SELECT
      EXISTS (SELECT 1 FROM audit WHERE action IN ('sample.write', 'sample.remove')) AS told,
      EXISTS (SELECT 1 FROM audit WHERE actor_id <> 'system' AND actor_id NOT LIKE 'sample:%')
        OR EXISTS (SELECT 1 FROM verdict_history WHERE by_id NOT LIKE 'sample:%')
        OR EXISTS (SELECT 1 FROM exclusions WHERE by_id NOT LIKE 'sample:%')
        OR EXISTS (SELECT 1 FROM handovers WHERE by_id NOT LIKE 'sample:%')
        OR EXISTS (SELECT 1 FROM device_notes WHERE by_id NOT LIKE 'sample:%')
        OR EXISTS (SELECT 1 FROM shifts WHERE by_id NOT LIKE 'sample:%') AS people,
      has_table_privilege('audit', 'DELETE') AS removable`),
  );
  const { told, people, removable } = conditions.parse(rows[0]);
  return !told && !people && removable;
}
