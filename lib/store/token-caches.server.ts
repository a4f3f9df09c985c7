import 'server-only';
import { eq, sql } from 'drizzle-orm';
import { withDatabase } from './database.server';
import { tokenCaches } from './schema';
import type { SealedTokens } from './sessions.server';

/** A sealed token cache, and whether it is to be renewed; undefined when there is none of that key. */
export async function readTokenCache(key: string): Promise<{ sealed: string; due: boolean } | undefined> {
  const columns = { sealed: tokenCaches.sealed, due: sql<boolean>`${tokenCaches.renewAt} <= now()` };
  const [row] = await withDatabase((database) => database.select(columns).from(tokenCaches).where(eq(tokenCaches.key, key)));
  return row;
}

/**
 * Replaces a sealed token cache if it still exists: tokens that were deleted meanwhile stay deleted. When two instances renew at
 * the same time the later one wins; the tokens of both are valid.
 */
export async function updateTokenCache(key: string, { sealed, renewAfter }: SealedTokens): Promise<void> {
  const changed = { sealed, updatedAt: sql`now()`, renewAt: after(renewAfter) };
  await withDatabase((database) => database.update(tokenCaches).set(changed).where(eq(tokenCaches.key, key)));
}

/** Lets the renewal of a token cache wait for some seconds more. */
export async function postponeRenewal(key: string, seconds: number): Promise<void> {
  await withDatabase((database) =>
    database
      .update(tokenCaches)
      .set({ renewAt: after(seconds) })
      .where(eq(tokenCaches.key, key)),
  );
}

const after = (seconds: number) => sql`now() + make_interval(secs => ${seconds})`;
