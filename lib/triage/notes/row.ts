/** A revision of a note as the store holds it. */
import type { Principal } from '@/lib/auth/model';
import { mayAs } from '@/lib/auth/role';
import type { deviceNotes } from '@/lib/store/schema';

export type NoteRow = typeof deviceNotes.$inferSelect;

/** Whoever wrote a note first may write it anew, and so may a Lead. */
export function mayEdit(principal: Principal, writerId: string): boolean {
  if (mayAs(principal, 'Lead')) return true;
  return mayAs(principal, 'Analyst') && principal.kind === 'person' && principal.user === writerId;
}
