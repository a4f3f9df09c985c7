/** A verdict as the store holds it, and as answers give it. Pure. */
import type { verdicts } from '@/lib/store/schema';
import { noVerdict, type Verdict, verdictValueSchema } from './model';

export type VerdictRow = typeof verdicts.$inferSelect;

/** A row that was never written counts as `new`, at revision 0. */
export function verdictOfRow(row: VerdictRow | undefined): Verdict {
  if (row === undefined) return noVerdict;
  const { owner, revision, by, at, note, ticket, reviewAt, workspace } = row;
  const value = verdictValueSchema.parse(row.value);
  return { value, owner, revision, by, at, note, ticket, reviewAt, ...(workspace !== '' && { workspace }) };
}
