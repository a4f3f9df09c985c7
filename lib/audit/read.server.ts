import 'server-only';
import { and, desc, eq, gte, lt, type SQL, sql } from 'drizzle-orm';
import { Fault } from '@/lib/shared/errors';
import { type Instant, parseInstant } from '@/lib/shared/time';
import { auditWords } from '@/lib/store/audit-words';
import { withDatabase } from '@/lib/store/database.server';
import { audit } from '@/lib/store/schema';
import type { AuditName, AuditPage } from './model';

/** Which entries to read. A part that is undefined or null does not filter. */
export interface AuditFilter {
  /** From this instant on, included. */
  from?: Instant | null | undefined;
  /** Up to this instant, excluded. */
  to?: Instant | null | undefined;
  actor?: string | null | undefined;
  action?: string | null | undefined;
  /** Words that must all be in an entry, each at least the beginning of one there. */
  q?: string | undefined;
}

export interface AuditQuery extends AuditFilter {
  /** The cursor that the previous page gave. */
  cursor?: string | null | undefined;
  /** The most entries of the page. */
  limit: number;
}

const micros = sql<string>`to_char(${audit.at} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"0Z"')`;

/**
 * The time, written so that PostgreSQL does not use its index. With the index it would read entry after entry from the newest
 * on, and take 20 s to find rare words in a million of them. Without it, it uses the index of words.
 */
const unindexed = sql`${audit.at} + interval '0 s'`;

/**
 * A page of the audit, newest first. The cursor is the last entry's time and id, so entries that are added meanwhile move none to another
 * page. Asks nobody who they are: whoever calls it has checked that. Throws a Fault `bad-input` for a cursor that is none.
 */
export async function readAudit({ from, to, actor, action, q = '', cursor, limit }: AuditQuery): Promise<AuditPage> {
  const words = hasWords(q);
  const wanted = and(
    from ? gte(audit.at, sql`${from}::timestamptz`) : undefined,
    to ? lt(audit.at, sql`${to}::timestamptz`) : undefined,
    actor ? eq(audit.actorId, actor) : undefined,
    action ? eq(audit.action, action) : undefined,
    words,
    cursor ? after(cursor) : undefined,
  );
  const columns = {
    id: audit.id,
    at: micros,
    actorId: audit.actorId,
    actorName: audit.actorName,
    role: audit.role,
    clientAddress: audit.clientAddress,
    action: audit.action,
    subject: audit.subject,
    detail: audit.detail,
  };
  const rows = await withDatabase((database) =>
    database
      .select(columns)
      .from(audit)
      .where(wanted)
      .orderBy(desc(words === undefined ? audit.at : unindexed), desc(audit.id))
      .limit(limit + 1),
  );
  const entries = rows.slice(0, limit).map(({ id, actorId, actorName, role, clientAddress, ...rest }) => ({
    ...rest,
    id: String(id),
    actor: { id: actorId, name: actorName, role, clientAddress },
  }));
  const last = entries.at(-1);
  return { entries, nextCursor: rows.length > limit && last ? `${last.at} ${last.id}` : null };
}

/** Everybody who is in the audit, with their latest names. It skips through the index, so it costs as much as there are people. */
export async function readAuditActors(): Promise<AuditName[]> {
  const { rows } = await withDatabase((database) =>
    database.execute<{ id: string; name: string }>(sql`
      WITH RECURSIVE actor AS (
        SELECT min(actor_id) AS id FROM audit
        UNION ALL
        SELECT (SELECT min(actor_id) FROM audit WHERE actor_id > actor.id) FROM actor WHERE actor.id IS NOT NULL
      )
      SELECT id, (SELECT actor_name FROM audit WHERE actor_id = actor.id ORDER BY at DESC, audit.id DESC LIMIT 1) AS name
      FROM actor WHERE id IS NOT NULL`),
  );
  return rows;
}

/** The words are cut as `audit_words` cuts those of the entries. */
function hasWords(q: string): SQL | undefined {
  const words = q.split(/[^0-9A-Za-z\u0080-\uffff]+/).filter(Boolean);
  if (words.length === 0) return undefined;
  const query = words.map((word) => `${word.toWellFormed()}:*`).join(' & ');
  return sql`${auditWords(audit)} @@ to_tsquery('simple', ${query})`;
}

function after(cursor: string): SQL {
  const [, time = '', id = ''] = /^(\S{28}) (\d{1,18})$/.exec(cursor) ?? [];
  const at = parseInstant(time);
  if (at === undefined) throw new Fault('bad-input', 'cursor: this is not one that the page before gave.');
  return sql`(${audit.at}, ${audit.id}) < (${at}::timestamptz, ${id}::bigint)`;
}
