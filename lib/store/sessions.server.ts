import 'server-only';
import { and, eq, getTableColumns, gt, inArray, isNull, lt, ne, sql } from 'drizzle-orm';
import { batched } from '@/lib/shared/batched';
import { type Transaction, withDatabase, withTransaction } from './database.server';
import { sessions, tokenCaches } from './schema';

export type SessionRow = typeof sessions.$inferSelect;

/** An account's tokens as they are stored, and after how many seconds they are to be renewed. */
export interface SealedTokens {
  sealed: string;
  renewAfter: number;
}

/** The database's clock: the clocks of instances may differ, and a pinned NOW must not keep a session for ever. */
const now = sql`now()`;

const interval = (seconds: number) => sql`make_interval(secs => ${seconds})`;

/** Stores more in the same transaction: the audit entry. */
type Also = (tx: Transaction) => Promise<void>;
const nothing: Also = async () => {};

/**
 * Stores a session that is good for `seconds`, and in the same transaction its account's sealed `tokens` in place of those
 * before: an account with a session has tokens, in whatever order people sign in and out. Removes sessions that are past their
 * end, and token caches that were written longer ago than any session lasts: nobody is left who could use them.
 */
export async function insertSession(
  { tokens, ...row }: Omit<SessionRow, 'expiresAt' | 'claims'> & { tokens?: SealedTokens | undefined },
  seconds: number,
  also = nothing,
): Promise<void> {
  const length = interval(seconds);
  await withDatabase(async (database) => {
    await database.transaction(async (tx) => {
      await tx.insert(sessions).values({ ...row, expiresAt: sql`now() + ${length}` });
      await also(tx);
      if (row.accountId === null || tokens === undefined) return;
      const cache = { sealed: tokens.sealed, updatedAt: now, renewAt: sql`now() + ${interval(tokens.renewAfter)}` };
      await tx
        .insert(tokenCaches)
        .values({ key: row.accountId, ...cache })
        .onConflictDoUpdate({ target: tokenCaches.key, set: cache });
    });
    await database.delete(sessions).where(lt(sessions.expiresAt, now));
    await database.delete(tokenCaches).where(lt(tokenCaches.updatedAt, sql`now() - ${length}`));
  });
}

interface FoundRow extends SessionRow {
  /** False: it has expired. */
  live: boolean;
  /** Its account's tokens are to be renewed, or there are none. */
  due: boolean;
}

/** The session of a hash, also one that waits for claims or has expired; undefined when there is none. */
export const selectSession = batched('sessions', selectSessions);

async function selectSessions(idHashes: string[]): Promise<Map<string, FoundRow>> {
  const columns = {
    ...getTableColumns(sessions),
    live: sql<boolean>`${sessions.expiresAt} > ${now}`,
    due: sql<boolean>`${sessions.accountId} IS NOT NULL AND coalesce(${tokenCaches.renewAt} <= ${now}, true)`,
  };
  const rows = await withDatabase((database) =>
    database
      .select(columns)
      .from(sessions)
      .leftJoin(tokenCaches, eq(tokenCaches.key, sessions.accountId))
      .where(inArray(sessions.idHash, idHashes)),
  );
  return new Map(rows.map((row) => [row.idHash, row]));
}

/** Gives all sessions of an account a role; returns the hashes of those that had another. */
export async function updateRole(accountId: string, role: string): Promise<string[]> {
  const others = and(eq(sessions.accountId, accountId), ne(sessions.role, role));
  const changed = await withDatabase((database) =>
    database.update(sessions).set({ role }).where(others).returning({ idHash: sessions.idHash }),
  );
  return changed.map(({ idHash }) => idHash);
}

/** Deletes a session, and its account's tokens when no other session needs them. `also` runs if the session was still there. */
export async function deleteSession(
  { idHash, accountId }: Pick<SessionRow, 'idHash' | 'accountId'>,
  also = nothing,
): Promise<void> {
  await withTransaction(async (tx) => {
    // A sign-in under way holds the tokens' row. Waiting for it here makes its session visible to the query below.
    if (accountId !== null) await tx.select().from(tokenCaches).where(eq(tokenCaches.key, accountId)).for('update');
    const deleted = await tx.delete(sessions).where(eq(sessions.idHash, idHash)).returning({ idHash: sessions.idHash });
    if (deleted.length > 0) await also(tx);
    if (accountId === null) return;
    const others = and(eq(sessions.accountId, accountId), gt(sessions.expiresAt, now), isNull(sessions.claims));
    const [other] = await tx.select({ idHash: sessions.idHash }).from(sessions).where(others).limit(1);
    if (!other) await tx.delete(tokenCaches).where(eq(tokenCaches.key, accountId));
  });
}

/**
 * Deletes an account's tokens and all its sessions, and returns the sessions' hashes. The tokens first: a sign-in that waits for
 * their row keeps its session.
 */
export async function deleteAccount(accountId: string): Promise<string[]> {
  const deleted = await withTransaction(async (tx) => {
    await tx.delete(tokenCaches).where(eq(tokenCaches.key, accountId));
    return await tx.delete(sessions).where(eq(sessions.accountId, accountId)).returning({ idHash: sessions.idHash });
  });
  return deleted.map(({ idHash }) => idHash);
}

/** Suspends a session until a new sign-in brings the claims. */
export async function updateClaims(idHash: string, claims: string): Promise<void> {
  await withDatabase((database) => database.update(sessions).set({ claims }).where(eq(sessions.idHash, idHash)));
}
