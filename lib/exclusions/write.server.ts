import 'server-only';
import { and, count, eq, gt, ne } from 'drizzle-orm';
import type { z } from 'zod';
import { type Principal, userOf } from '@/lib/auth/model';
import { requireRevision } from '@/lib/auth/revision';
import { mayAs } from '@/lib/auth/role';
import { authorise, type Change, write } from '@/lib/auth/write.server';
import { slugOf } from '@/lib/hunts/model';
import { now } from '@/lib/shared/clock';
import { Fault } from '@/lib/shared/errors';
import { randomId } from '@/lib/shared/ids';
import { addTicks, type Instant, parseDuration } from '@/lib/shared/time';
import type { Transaction } from '@/lib/store/database.server';
import { exclusions } from '@/lib/store/schema';
import { nextTriageRevision } from '@/lib/store/triage-revision.server';
import { signals } from '@/lib/tables/tables';
import { type ExclusionRow, exclusionOf, type ListRow, readNamedLists, statusOf } from './active.server';
import {
  type Exclusion,
  type ExclusionInput,
  exclusionInput,
  exclusionPatch,
  MAX_DAYS,
  MOST_EXCLUSIONS,
  storedWhere,
  type Where,
} from './model';
import { whereKql } from './where-kql';

/** An Analyst proposes, a Lead approves; what a Lead adds holds at once. */
const add: Change<ExclusionInput, Exclusion> = {
  action: 'exclusion.add',
  role: 'Analyst',
  input: exclusionInput,
  run: async (tx, { name, tool, where, reason, owner = '', expiresAt }, principal) => {
    const changed = await nextTriageRevision(tx);
    const at = now();
    requireExpiry(expiresAt, at);
    await requireRoom(tx, at);
    requireAskable(where, await readNamedLists(tx), at);
    const approved = mayAs(principal, 'Lead');
    const row: ExclusionRow = {
      ...{ id: randomId(), name, tool, toolSlug: tool === null ? null : slugOf(tool), where, reason, expiresAt, at, changed },
      owner: owner || principal.name,
      state: approved ? 'active' : 'proposed',
      by: principal.name,
      byId: userOf(principal),
      approvedBy: approved ? principal.name : null,
      revision: 1,
    };
    await tx.insert(exclusions).values(row);
    return {
      result: exclusionOf(row, at),
      subject: name,
      detail: { id: row.id, state: row.state, tool, where, reason, expiresAt },
    };
  },
};

const patch: Change<z.infer<typeof exclusionPatch>, Exclusion> = {
  action: 'exclusion.change',
  role: 'Analyst',
  input: exclusionPatch,
  run: async (tx, input, principal) => {
    const changed = await nextTriageRevision(tx);
    const at = now();
    const before = await find(tx, input.id);
    requireRevision(input.ifRevision, exclusionOf(before, at), `The exclusion “${before.name}”`);
    const more = changeOf(before, input, principal, at);
    const [after] = await tx
      .update(exclusions)
      .set({ ...more, revision: before.revision + 1, changed })
      .where(eq(exclusions.id, input.id))
      .returning();
    if (after === undefined) throw new Error('the exclusion that is locked is gone');
    const [from, to] = [before, after].map((row) => ({ status: statusOf(row, at), expiresAt: row.expiresAt }));
    return { result: exclusionOf(after, at), subject: `${input.action}: ${before.name}`, detail: { id: input.id, from, to } };
  },
};

function changeOf(before: ExclusionRow, input: z.infer<typeof exclusionPatch>, principal: Principal, at: Instant) {
  if (input.action === 'off') return { state: 'off' };
  if (storedWhere(before.where) === null)
    throw new Fault(
      'conflict',
      `A newer version of this product wrote the conditions of “${before.name}”, so here it can only be turned off.`,
      { state: exclusionOf(before, at) },
    );
  if (principal.kind === 'person') authorise(principal, 'Lead');
  if (input.action === 'extend') {
    requireExpiry(input.expiresAt, at);
    return { expiresAt: input.expiresAt };
  }
  const status = statusOf(before, at);
  if (status !== 'proposed')
    throw new Fault('conflict', `“${before.name}” is ${status}, so there is nothing to approve.`, {
      state: exclusionOf(before, at),
    });
  return { state: 'active', approvedBy: principal.name };
}

/** `POST /api/exclusions`. Throws Faults as `write`. */
export function addExclusion(principal: Principal, read: () => Promise<unknown>): Promise<Exclusion> {
  return write(principal, add, read);
}

/** `PATCH /api/exclusions/{id}`: approves, turns off or extends. Throws Faults as `write`, `not-found` and `conflict`. */
export function changeExclusion(principal: Principal, read: () => Promise<unknown>): Promise<Exclusion> {
  return write(principal, patch, read);
}

async function find(tx: Transaction, id: string): Promise<ExclusionRow> {
  const [row] = await tx.select().from(exclusions).where(eq(exclusions.id, id)).for('update');
  if (row) return row;
  throw new Fault('not-found', 'There is no such exclusion.');
}

async function requireRoom(tx: Transaction, at: Instant): Promise<void> {
  const [open] = await tx
    .select({ count: count() })
    .from(exclusions)
    .where(and(ne(exclusions.state, 'off'), gt(exclusions.expiresAt, at)));
  if ((open?.count ?? 0) < MOST_EXCLUSIONS) return;
  const fault = `${MOST_EXCLUSIONS} exclusions are proposed or active, the most that a sweep can carry`;
  throw new Fault('bad-input', `${fault}. Turn one off that nobody needs, or put its values into another one’s list.`);
}

/** Throws a Fault `bad-input`: a column, list or regular expression that cannot be asked would take nothing out. */
export function requireAskable(where: Where, lists: ReadonlyMap<string, ListRow>, at: Instant): void {
  const context = { window: { from: at, to: at }, hasDevices: true, listOf: (name: string) => lists.get(name)?.entries };
  for (const signal of signals) whereKql(where, signal, context);
}

function requireExpiry(expiresAt: Instant, at: Instant): void {
  const latest = addTicks(at, parseDuration(`${MAX_DAYS}d`) ?? 0n);
  const wrong = expiresAt <= at ? 'is in the past' : expiresAt > latest ? 'is more than a year away' : undefined;
  if (wrong !== undefined) throw new Fault('bad-input', `expiresAt: ${wrong}.`, { fields: { expiresAt: wrong } });
}
