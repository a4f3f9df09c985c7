import 'server-only';
import { and, desc, eq, gte, lt, sql } from 'drizzle-orm';
import { Fault } from '@/lib/shared/errors';
import type { Instant } from '@/lib/shared/time';
import { withDatabase } from '@/lib/store/database.server';
import { audit } from '@/lib/store/schema';
import type { AuditEntry } from './model';

export interface AuditQuery {
  /** From this instant on, included. */
  from?: Instant | undefined;
  /** Up to this instant, excluded. */
  to?: Instant | undefined;
  actor?: string | undefined;
  action?: string | undefined;
  /** As the page before gave it. */
  cursor?: string | undefined;
  /** How many at most. */
  limit: number;
}

export interface AuditPage {
  /** Newest first. */
  entries: AuditEntry[];
  /** For the page after; null on the last. */
  nextCursor: string | null;
}

/**
 * A page of the audit. The cursor is the last entry's id, so entries that are added meanwhile move none to another page.
 * Asks nobody who they are: whoever calls it has checked that. Throws a Fault `bad-input` for a cursor that is none.
 */
export async function readAudit({ from, to, actor, action, cursor, limit }: AuditQuery): Promise<AuditPage> {
  const wanted = and(
    from === undefined ? undefined : gte(audit.at, sql`${from}::timestamptz`),
    to === undefined ? undefined : lt(audit.at, sql`${to}::timestamptz`),
    actor === undefined ? undefined : eq(audit.actorId, actor),
    action === undefined ? undefined : eq(audit.action, action),
    cursor === undefined ? undefined : lt(audit.id, readCursor(cursor)),
  );
  const columns = {
    id: audit.id,
    at: sql<string>`to_char(${audit.at} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"0Z"')`,
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
      .orderBy(desc(audit.id))
      .limit(limit + 1),
  );
  const entries = rows.slice(0, limit).map(({ id, actorId, actorName, role, clientAddress, ...rest }) => ({
    ...rest,
    id: String(id),
    actor: { id: actorId, name: actorName, role, clientAddress },
  }));
  return { entries, nextCursor: rows.length > limit ? (entries.at(-1)?.id ?? null) : null };
}

function readCursor(cursor: string): bigint {
  if (!/^\d{1,18}$/.test(cursor)) throw new Fault('bad-input', 'cursor: this is not one that the page before gave.');
  return BigInt(cursor);
}
