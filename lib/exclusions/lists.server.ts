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
import { activeExclusions, type ListRow, readNamedLists, statusOf } from './active.server';
import { type ListInput, listInput, listNameSchema, MOST_LISTS, type NamedList, namedList, storedWhere, usesList } from './model';
import { requireAskable } from './write.server';

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
    await requireUsersAskable(tx, name);
    const had = new Set(before?.entries);
    const has = new Set(distinct);
    const added = distinct.filter((entry) => !had.has(entry));
    const removed = [...had].filter((entry) => !has.has(entry));
    const detail = { kind, ...audited('added', added), ...audited('removed', removed) };
    return { result: listOf(row), subject: name, detail };
  },
};

/** Entries that the audit names of one change: a list has up to 10,000, and the audit is read by the hundred. */
const AUDITED = 100;

function audited(word: 'added' | 'removed', entries: string[]) {
  const more = entries.length - AUDITED;
  return { [word]: entries.slice(0, AUDITED), ...(more > 0 && { [`${word} besides`]: more }) };
}

/** Refuses entries with which an exclusion that uses the list could not be asked any more: it would take nothing out. */
async function requireUsersAskable(tx: Transaction, name: string): Promise<void> {
  const named = await readNamedLists(tx);
  const inUse = await tx.select().from(exclusions).where(ne(exclusions.state, 'off'));
  for (const user of inUse) {
    const where = storedWhere(user.where);
    if (where === null || !usesList(where, name) || statusOf(user, now()) === 'expired') continue;
    try {
      requireAskable(where, named, now());
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      throw new Fault(
        'conflict',
        `The exclusion “${user.name}” uses the list “${name}” and could not be asked with these entries: ${error.message}`,
      );
    }
  }
}

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
  const held = await activeExclusions();
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
