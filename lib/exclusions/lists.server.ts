import 'server-only';
import { count, eq, ne } from 'drizzle-orm';
import { z } from 'zod';
import type { Principal } from '@/lib/auth/model';
import { requireRevision } from '@/lib/auth/revision';
import { requirePrincipal } from '@/lib/auth/session.server';
import { type Change, write } from '@/lib/auth/write.server';
import { now } from '@/lib/shared/clock';
import { Fault } from '@/lib/shared/errors';
import type { Transaction } from '@/lib/store/database.server';
import { exclusions, lists } from '@/lib/store/schema';
import { nextTriageRevision } from '@/lib/store/triage-revision.server';
import { heldExclusions, type ListRow } from './held.server';
import { type ListInput, listInput, listNameSchema, MOST_LISTS, type NamedList, namedList, storedWhere, usesList } from './model';

/** A list changes what active exclusions take out, so it takes a Lead. */
const set: Change<ListInput, NamedList> = {
  action: 'list.set',
  role: 'Lead',
  input: listInput,
  run: async (tx, { name, kind, entries, ifRevision }, principal) => {
    const changed = await nextTriageRevision(tx);
    const [before] = await tx.select().from(lists).where(eq(lists.name, name)).for('update');
    requireRevision(ifRevision, before ? listOf(before) : { revision: 0 }, `The list “${name}”`);
    if (!before) await requireRoom(tx);
    const distinct = [...new Set(entries)].sort();
    const row = { name, kind, entries: distinct, by: principal.name, at: now(), revision: (before?.revision ?? 0) + 1, changed };
    await tx.insert(lists).values(row).onConflictDoUpdate({ target: lists.name, set: row });
    const had = new Set(before?.entries);
    const has = new Set(distinct);
    const detail = {
      kind,
      added: distinct.filter((entry) => !had.has(entry)),
      removed: [...had].filter((entry) => !has.has(entry)),
    };
    return { result: listOf(row), subject: name, detail };
  },
};

const remove: Change<{ name: string }, void> = {
  action: 'list.remove',
  role: 'Lead',
  input: z.object({ name: listNameSchema }),
  run: async (tx, { name }) => {
    await nextTriageRevision(tx);
    const inUse = await tx.select().from(exclusions).where(ne(exclusions.state, 'off'));
    const users = inUse.filter(({ where }) => mayUse(where, name));
    if (users.length > 0) {
      const names = users.map((user) => `“${user.name}”`).join(', ');
      throw new Fault('conflict', `The list “${name}” is used by ${names}. Turn those exclusions off first.`);
    }
    const gone = await tx.delete(lists).where(eq(lists.name, name)).returning();
    if (gone.length === 0) throw new Fault('not-found', 'There is no such list.');
    return { result: undefined, subject: name };
  },
};

/** Conditions that a newer version wrote use every list whose name stands in them. */
function mayUse(stored: unknown, name: string): boolean {
  const where = storedWhere(stored);
  return where === null ? JSON.stringify(stored).includes(JSON.stringify(name)) : usesList(where, name);
}

async function requireRoom(tx: Transaction): Promise<void> {
  const [held] = await tx.select({ count: count() }).from(lists);
  if ((held?.count ?? 0) < MOST_LISTS) return;
  throw new Fault('bad-input', `There are ${MOST_LISTS} lists already, the most that can be kept. Remove one that nobody needs.`);
}

function listOf({ name, kind, entries, by, at, revision }: ListRow): NamedList {
  return namedList.parse({ name, kind, entries, by, at, revision });
}

/** `GET /api/lists`: all of them by name. Needs a session. */
export async function readLists(): Promise<{ lists: NamedList[] }> {
  await requirePrincipal();
  const held = await heldExclusions();
  return { lists: [...held.lists.values()].map(listOf).sort((a, b) => (a.name < b.name ? -1 : 1)) };
}

/** `PUT /api/lists/{name}`: `{kind, entries, ifRevision?}` makes a list or replaces its entries. Throws Faults as `write`. */
export function setList(principal: Principal, read: () => Promise<unknown>): Promise<NamedList> {
  return write(principal, set, read);
}

/** `DELETE /api/lists/{name}`. Throws Faults as `write`, `not-found`, and `conflict` while an exclusion uses it. */
export function removeList(principal: Principal, name: string): Promise<void> {
  return write(principal, remove, () => ({ name }));
}
