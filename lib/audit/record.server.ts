import 'server-only';
import type { Transaction } from '@/lib/store/database.server';
import { audit } from '@/lib/store/schema';
import type { AuditActor, AuditDeed } from './model';

const LONGEST = 4000;

/**
 * Writes an entry in the caller's transaction, so that a change and its entry are both kept or neither is. `lib/auth` calls
 * it: `write` for changes, `note` for the rest.
 */
export async function record(tx: Transaction, actor: AuditActor, deed: AuditDeed): Promise<void> {
  await tx.insert(audit).values(toRow(actor, deed));
}

/** An entry as the table holds it. */
export function toRow(actor: AuditActor, { action, subject, detail = {} }: AuditDeed): typeof audit.$inferInsert {
  return {
    actorId: storable(actor.id),
    actorName: storable(actor.name),
    role: actor.role,
    clientAddress: actor.clientAddress,
    action,
    subject: storable(subject),
    detail: JSON.parse(JSON.stringify(detail, (_, value) => (typeof value === 'string' ? storable(value) : value))),
  };
}

/** Names of people and files come from outside, at any length; PostgreSQL refuses NUL and halves of surrogate pairs. */
const storable = (text: string) => text.slice(0, LONGEST).replaceAll('\0', '␀').toWellFormed();
