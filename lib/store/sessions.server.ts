import 'server-only';
import { and, count, eq, gt, isNull, lt, sql } from 'drizzle-orm';
import { withDatabase } from './database.server';
import { sessions, tokenCaches } from './schema';

export type SessionRow = typeof sessions.$inferSelect;

/** By the database's clock: instances may differ in theirs, and a pinned present must keep no session for ever. */
const now = sql`now()`;

/**
 * Stores a session that is good for `seconds`, and removes those that are past their end, and token caches that were
 * written longer ago than any session lasts: nobody is left who could use them.
 */
export async function insertSession(row: Omit<SessionRow, 'expiresAt' | 'claims'>, seconds: number): Promise<void> {
  const length = sql`make_interval(secs => ${seconds})`;
  await withDatabase(async (database) => {
    await database.insert(sessions).values({ ...row, expiresAt: sql`now() + ${length}` });
    await database.delete(sessions).where(lt(sessions.expiresAt, now));
    await database.delete(tokenCaches).where(lt(tokenCaches.updatedAt, sql`now() - ${length}`));
  });
}

/** The session, also one that waits for claims; undefined when it is unknown or past its end. */
export async function selectSession(idHash: string): Promise<SessionRow | undefined> {
  const live = and(eq(sessions.idHash, idHash), gt(sessions.expiresAt, now));
  const [row] = await withDatabase((database) => database.select().from(sessions).where(live));
  return row;
}

export async function deleteSession(idHash: string): Promise<void> {
  await withDatabase((database) => database.delete(sessions).where(eq(sessions.idHash, idHash)));
}

export async function deleteSessionsOf(accountId: string): Promise<void> {
  await withDatabase((database) => database.delete(sessions).where(eq(sessions.accountId, accountId)));
}

/** How many sessions of an account are good now. */
export async function countSessionsOf(accountId: string): Promise<number> {
  const live = and(eq(sessions.accountId, accountId), gt(sessions.expiresAt, now), isNull(sessions.claims));
  const [row] = await withDatabase((database) => database.select({ total: count() }).from(sessions).where(live));
  return row?.total ?? 0;
}

/** Ends a session until a new sign-in brings the claims. */
export async function updateClaims(idHash: string, claims: string): Promise<void> {
  await withDatabase((database) => database.update(sessions).set({ claims }).where(eq(sessions.idHash, idHash)));
}
