import 'server-only';
import { inArray, lt, sql } from 'drizzle-orm';
import { z } from 'zod';
import { sha256 } from '@/lib/shared/ids';
import { addTicks, type Instant, parseDuration } from '@/lib/shared/time';
import { type Transaction, withDatabase } from '@/lib/store/database.server';
import { alertMarks } from '@/lib/store/schema-webhooks';

/** Keys in one statement. */
const AT_ONCE = 4000;
/** How long a mark is kept after it was last found: longer than anything stays in the window of a look. */
const KEPT = '40d';
/** A mark that is found again is written again once a day. */
const WRITTEN = '1d';

const before = (at: Instant, length: string) => addTicks(at, -(parseDuration(length) ?? 0n));
const rowsSchema = z.array(z.object({ key: z.string(), fresh: z.boolean() }));

/** Marks what was found, and says what of it was not marked before. Give the keys in order: two servers that mark the same then wait for each other. */
export async function mark(tx: Transaction, keys: readonly string[], at: Instant): Promise<(key: string) => boolean> {
  const fresh = new Set<string>();
  const hashes = keys.map(sha256).sort();
  for (let i = 0; i < hashes.length; i += AT_ONCE) {
    const { rows } = await tx.execute(sql`
      INSERT INTO ${alertMarks} AS held (key, at)
      SELECT key, ${at} FROM jsonb_array_elements_text(${JSON.stringify(hashes.slice(i, i + AT_ONCE))}::jsonb) AS given(key)
      ON CONFLICT (key) DO UPDATE SET at = excluded.at WHERE held.at < ${before(at, WRITTEN)}
      RETURNING key, xmax = 0 AS fresh`);
    for (const row of rowsSchema.parse(rows)) if (row.fresh) fresh.add(row.key);
  }
  return (key) => fresh.has(sha256(key));
}

/** The keys that are not marked yet. A look every few seconds asks this first, because mostly there is nothing to write. */
export async function unmarked(keys: readonly string[]): Promise<(key: string) => boolean> {
  const hashes = keys.map(sha256);
  const rows = await withDatabase((database) =>
    database.select({ key: alertMarks.key }).from(alertMarks).where(inArray(alertMarks.key, hashes)),
  );
  const held = new Set(rows.map(({ key }) => key));
  return (key) => !held.has(sha256(key));
}

/** Forgets what was not found for a long time. */
export async function forgetOldMarks(tx: Transaction, at: Instant): Promise<void> {
  await tx.delete(alertMarks).where(lt(alertMarks.at, before(at, KEPT)));
}
