import 'server-only';
import { eq, sql } from 'drizzle-orm';
import { withDatabase } from './database.server';
import { tokenCaches } from './schema';

/** A sealed token cache; undefined when there is none of that key. */
export async function readTokenCache(key: string): Promise<string | undefined> {
  const [row] = await withDatabase((database) => database.select().from(tokenCaches).where(eq(tokenCaches.key, key)));
  return row?.sealed;
}

/**
 * Stores it in place of the one before, if that is still there: tokens that were forgotten meanwhile stay so. Of two instances
 * that renew at once the later wins, and both renewals are good.
 */
export async function updateTokenCache(key: string, sealed: string): Promise<void> {
  const updatedAt = sql`now()`;
  await withDatabase((database) => database.update(tokenCaches).set({ sealed, updatedAt }).where(eq(tokenCaches.key, key)));
}
