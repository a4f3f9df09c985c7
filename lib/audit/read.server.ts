import 'server-only';
import { and, desc, eq, gte, lt, type SQL, sql } from 'drizzle-orm';
import { Fault } from '@/lib/shared/errors';
import { type Instant, parseInstant } from '@/lib/shared/time';
import { auditWords, isChange } from '@/lib/store/audit-words';
import { type Transaction, withDatabase } from '@/lib/store/database.server';
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
  /** Only changes, exports and the like. */
  show?: 'changes' | null | undefined;
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
 * The newest entries that are searched one by one. Words that are in most entries fill a page from so few, where the index would
 * give a million entries to sort. Words that do not fill it are in few entries, which the index finds.
 */
const NEWEST = 5000;

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

/**
 * A page of the audit, newest first. The cursor is the last entry's time and id, so entries that are added meanwhile move none to another
 * page. Asks nobody who they are: whoever calls it has checked that. Throws a Fault `bad-input` for a cursor that is none.
 */
export async function readAudit({ from, to, actor, action, show, q = '', cursor, limit }: AuditQuery): Promise<AuditPage> {
  const words = q.split(/[^0-9A-Za-z\u0080-\uffff]+/).filter(Boolean);
  const wanted = and(
    from ? gte(audit.at, sql`${from}::timestamptz`) : undefined,
    to ? lt(audit.at, sql`${to}::timestamptz`) : undefined,
    actor ? eq(audit.actorId, actor) : undefined,
    action ? eq(audit.action, action) : undefined,
    show === 'changes' ? isChange(audit) : undefined,
    cursor ? after(cursor) : undefined,
  );
  const rows = await withDatabase((database) =>
    words.length === 0
      ? database
          .select(columns)
          .from(audit)
          .where(wanted)
          .orderBy(...newestFirst)
          .limit(limit + 1)
      : findWords(database, wanted, words, limit + 1),
  );
  const entries = rows.slice(0, limit).map(({ id, actorId, actorName, role, clientAddress, ...rest }) => ({
    ...rest,
    id: String(id),
    actor: { id: actorId, name: actorName, role, clientAddress },
  }));
  const last = entries.at(-1);
  return { entries, deviceNames: {}, nextCursor: rows.length > limit && last ? `${last.at} ${last.id}` : null };
}

const newestFirst = [desc(audit.at), desc(audit.id)];

/** The newest `most` entries with the words: from the newest ones, or else from the index of words. */
async function findWords(database: Pick<Transaction, 'select'>, wanted: SQL | undefined, words: string[], most: number) {
  const has = hasWords(words);
  const newest = database
    .select()
    .from(audit)
    .where(wanted)
    .orderBy(...newestFirst)
    .limit(NEWEST)
    .as('audit');
  const found = await database
    .select(columns)
    .from(newest)
    .where(and(mayHave(words), has))
    .orderBy(...newestFirst)
    .limit(most);
  if (found.length === most) return found;
  const older = await database
    .select({ id: audit.id })
    .from(audit)
    .where(wanted)
    .orderBy(...newestFirst)
    .offset(NEWEST)
    .limit(1);
  if (older.length === 0) return found;
  return await database.select(columns).from(audit).where(and(wanted, has)).orderBy(desc(unindexed), desc(audit.id)).limit(most);
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
function hasWords(words: string[]): SQL {
  const query = words.map((word) => `${word.toWellFormed()}:*`).join(' & ');
  return sql`${auditWords(audit)} @@ to_tsquery('simple', ${query})`;
}

/** True for every entry that has the words, and ten times as quick. Only plain ones: how others are cut, PostgreSQL knows. */
function mayHave(words: string[]): SQL | undefined {
  const { actorId, actorName, action, subject, detail } = audit;
  const text = sql`lower(concat_ws(' ', ${actorId}, ${actorName}, ${action}, ${subject}, ${detail}::text) COLLATE "C")`;
  const plain = words.filter((word) => /^[0-9A-Za-z]+$/.test(word));
  return and(...plain.map((word) => sql`strpos(${text}, ${word.toLowerCase()}) > 0`));
}

function after(cursor: string): SQL {
  const [, time = '', id = ''] = /^(\S{28}) (\d{1,18})$/.exec(cursor) ?? [];
  const at = parseInstant(time);
  if (at === undefined) throw new Fault('bad-input', 'cursor: this is not one that the page before gave.');
  return sql`(${audit.at}, ${audit.id}) < (${at}::timestamptz, ${id}::bigint)`;
}
