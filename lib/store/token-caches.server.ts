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
 * Replaces a sealed token cache if it still exists: tokens that were deleted meanwhile stay deleted. When two instances renew at
 * the same time the later one wins; the tokens of both are valid.
 */
export async function updateTokenCache(key: string, sealed: string): Promise<void> {
  const updatedAt = sql`now()`;
  await withDatabase((database) => database.update(tokenCaches).set({ sealed, updatedAt }).where(eq(tokenCaches.key, key)));
}
