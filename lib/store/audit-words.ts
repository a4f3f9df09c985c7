import { sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';

/**
 * Whether an entry is of a change, an export or the like, not only of a look: questions, and who came and went. Written without
 * parameters, because PostgreSQL uses the index of changes only for the very words of its condition.
 */
export const isChange = ({ action }: Record<'action', AnyPgColumn>) =>
  sql`${action} NOT IN ('question', 'sign-in', 'sign-out', 'link.open')`;

/** What the audit is searched by: the words of who, what, to what and its detail. A function of migration 0005. */
export const auditWords = (of: Record<'actorId' | 'actorName' | 'action' | 'subject' | 'detail', AnyPgColumn>) =>
  sql`audit_words(${of.actorId}, ${of.actorName}, ${of.action}, ${of.subject}, ${of.detail})`;
