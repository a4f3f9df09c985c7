import { sql } from 'drizzle-orm';
import type { AnyPgColumn } from 'drizzle-orm/pg-core';

/** What the audit is searched by: the words of who, what, to what and its detail. A function of migration 0005. */
export const auditWords = (of: Record<'actorId' | 'actorName' | 'action' | 'subject' | 'detail', AnyPgColumn>) =>
  sql`audit_words(${of.actorId}, ${of.actorName}, ${of.action}, ${of.subject}, ${of.detail})`;
