import 'server-only';
import { and, eq, or } from 'drizzle-orm';
import type { z } from 'zod';
import type { Principal } from '@/lib/auth/model';
import { mayAs } from '@/lib/auth/role';
import { type Change, write } from '@/lib/auth/write.server';
import { Fault } from '@/lib/shared/errors';
import type { Transaction } from '@/lib/store/database.server';
import { verdictHistory } from '@/lib/store/schema';
import { nextTriageRevision } from '@/lib/store/triage-revision.server';
import { keyText } from './key';
import { undoInput, type VerdictChanges, verdictValueSchema } from './model';
import { conflictOf, readHeld, type Step, signed, storeSteps, verdictDeed } from './steps.server';

type HistoryRow = typeof verdictHistory.$inferSelect;

const undoVerdicts: Change<z.infer<typeof undoInput>, VerdictChanges> = {
  action: 'verdict.undo',
  role: 'Analyst',
  input: undoInput,
  run: async (tx, { undoId }, principal) => {
    const changed = await nextTriageRevision(tx);
    const made = await tx.select().from(verdictHistory).where(eq(verdictHistory.changeId, undoId));
    if (made.length === 0) throw new Fault('not-found', 'There is no such change to take back.');
    if (made.some(({ byId }) => !mayUndo(principal, byId)))
      throw new Fault('forbidden', 'Somebody else made this change. They, or a Lead, can take it back.');
    const held = await readHeld(tx, made);
    const stale = made.filter((row) => held.get(keyText(row))?.revision !== row.revision);
    if (stale.length > 0) throw conflictOf(stale.map((row) => ({ ...row, tool: row.toolSlug, row: held.get(keyText(row)) })));
    const earlier = await readEarlier(tx, made);
    const steps = made.flatMap((row): Step[] => {
      const before = held.get(keyText(row));
      if (before === undefined) return [];
      const { changed: _, ...rest } = before;
      const state = stateOf(earlier.get(keyText(row)));
      const after = { ...rest, ...state, revision: before.revision + 1, ...signed(principal) };
      return [{ before, after, because: `undo of revision ${row.revision}` }];
    });
    const kept = await storeSteps(tx, steps, changed);
    return { result: { ...kept, notices: [] }, ...verdictDeed('undo', kept, { of: undoId }) };
  },
};

/**
 * `POST /api/verdicts/undo`: gives every sighting of a change the verdict that it had before. Throws Faults as `write`, `not-found`,
 * `forbidden` for the change of another person, and `conflict` where a verdict was changed since.
 */
export function takeBackVerdicts(principal: Principal, read: () => Promise<unknown>): Promise<VerdictChanges> {
  return write(principal, undoVerdicts, read);
}

const mayUndo = (principal: Principal, byId: string) =>
  mayAs(principal, 'Lead') || (principal.kind === 'person' && principal.user === byId);

/** What a step of history decided; without one, nobody had decided anything. */
function stateOf(step: HistoryRow | undefined) {
  if (step === undefined) return { value: 'new', owner: null, note: '', ticket: null, reviewAt: null, known: [] };
  const { to, owner, note, ticket, reviewAt, known } = step;
  return { value: verdictValueSchema.parse(to), owner, note, ticket, reviewAt, known };
}

/** For each step, the step before it in the history of the same sighting. */
async function readEarlier(tx: Transaction, made: HistoryRow[]): Promise<Map<string, HistoryRow>> {
  const steps = made.map(({ toolSlug, deviceId, workspace, revision }) =>
    and(
      eq(verdictHistory.toolSlug, toolSlug),
      eq(verdictHistory.deviceId, deviceId),
      eq(verdictHistory.workspace, workspace),
      eq(verdictHistory.revision, revision - 1),
    ),
  );
  const rows = await tx
    .select()
    .from(verdictHistory)
    .where(or(...steps));
  return new Map(rows.map((row) => [keyText(row), row]));
}
