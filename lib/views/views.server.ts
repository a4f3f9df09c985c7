import 'server-only';
import { and, asc, count, eq, isNull, or } from 'drizzle-orm';
import { z } from 'zod';
import { type Principal, userOf } from '@/lib/auth/model';
import { requireRevision } from '@/lib/auth/revision';
import { mayAs } from '@/lib/auth/role';
import { requirePrincipal } from '@/lib/auth/session.server';
import { type Change, requireRole, write } from '@/lib/auth/write.server';
import { now } from '@/lib/shared/clock';
import { Fault } from '@/lib/shared/errors';
import { randomId } from '@/lib/shared/ids';
import { storedId } from '@/lib/shared/stored-text';
import { type Transaction, withDatabase } from '@/lib/store/database.server';
import { views } from '@/lib/store/schema';
import { type View, type Views, viewInput, viewPatch } from './model';

type ViewRow = typeof views.$inferSelect;

/** The most views of one person, and of the team. */
const MOST = 200;

const add: Change<z.infer<typeof viewInput>, View> = {
  action: 'view.add',
  role: 'Viewer',
  input: viewInput,
  run: async (tx, { name, search, hidden, team }, principal) => {
    if (team) requireRole(principal, 'Analyst');
    const owner = team ? null : userOf(principal);
    await requireRoom(tx, owner);
    const row = {
      id: randomId(),
      name,
      owner,
      by: principal.name,
      byId: userOf(principal),
      search,
      hidden,
      at: now(),
      revision: 1,
    };
    await tx.insert(views).values(row);
    return { result: viewOf(row, principal), subject: name, detail: { id: row.id, team, search, hidden } };
  },
};

const change: Change<z.infer<typeof viewPatch>, View> = {
  action: 'view.change',
  role: 'Viewer',
  input: viewPatch,
  run: async (tx, { id, team, ifRevision, ...given }, principal) => {
    const before = await find(tx, id, principal);
    requireRevision(ifRevision, viewOf(before, principal), `The view “${before.name}”`);
    const becomesTeams = team === true && before.owner !== null;
    if (becomesTeams) requireRole(principal, 'Analyst');
    const owner = team === undefined ? before.owner : team ? null : before.byId;
    if (owner !== before.owner) await requireRoom(tx, owner);
    const row = { ...before, ...given, owner, at: now(), revision: before.revision + 1 };
    await tx.update(views).set(row).where(eq(views.id, id));
    const [from, to] = [before, row].map(({ name, owner, search, hidden }) => ({ name, team: owner === null, search, hidden }));
    return { result: viewOf(row, principal), subject: row.name, detail: { id, from, to } };
  },
};

const remove: Change<{ id: string }, void> = {
  action: 'view.remove',
  role: 'Viewer',
  input: z.object({ id: storedId }),
  run: async (tx, { id }, principal) => {
    const { name, owner, search } = await find(tx, id, principal);
    await tx.delete(views).where(eq(views.id, id));
    return { result: undefined, subject: name, detail: { id, team: owner === null, search } };
  },
};

/** `GET /api/views`: the person's own and the team's, by name. Needs a session. */
export async function readViews(): Promise<Views> {
  const principal = await requirePrincipal();
  const rows = await withDatabase((database) =>
    database.select().from(views).where(isSeenBy(principal)).orderBy(asc(views.name), asc(views.id)),
  );
  return { views: rows.map((row) => viewOf(row, principal)), mayShare: mayAs(principal, 'Analyst') };
}

/** One of the views that the person sees; undefined for others. Needs a session. */
export async function readView(id: string): Promise<View | undefined> {
  const principal = await requirePrincipal();
  if (!storedId.safeParse(id).success) return undefined;
  const [row] = await withDatabase((database) =>
    database
      .select()
      .from(views)
      .where(and(eq(views.id, id), isSeenBy(principal))),
  );
  return row && viewOf(row, principal);
}

/** `POST /api/views`: one's own in any role, the team's as an Analyst. Throws Faults as `write`. */
export function addView(principal: Principal, read: () => Promise<unknown>): Promise<View> {
  return write(principal, add, read);
}

/** `PATCH /api/views/{id}`: by whoever made it; the team's also by a Lead. Throws Faults as `write`, `not-found` and `conflict`. */
export function changeView(principal: Principal, read: () => Promise<unknown>): Promise<View> {
  return write(principal, change, read);
}

/** `DELETE /api/views/{id}`, by whoever may change it. Throws Faults as `write`, and `not-found`. */
export function removeView(principal: Principal, id: string): Promise<void> {
  return write(principal, remove, () => ({ id }));
}

const isSeenBy = (principal: Principal) => or(isNull(views.owner), eq(views.owner, userOf(principal)));
/** The team's views take the role Analyst, as adding one does, also of who made them. */
const mayChange = ({ byId, owner }: Pick<ViewRow, 'byId' | 'owner'>, principal: Principal) =>
  (byId === userOf(principal) && (owner !== null || mayAs(principal, 'Analyst'))) || mayAs(principal, 'Lead');

/** The row, locked. Somebody else's own view is as if it were not there. */
async function find(tx: Transaction, id: string, principal: Principal): Promise<ViewRow> {
  const [row] = await tx
    .select()
    .from(views)
    .where(and(eq(views.id, id), isSeenBy(principal)))
    .for('update');
  if (row === undefined) throw new Fault('not-found', 'There is no such view. Somebody may have deleted it.');
  if (!mayChange(row, principal))
    throw new Fault('forbidden', `${row.by} made this view. They, or a Lead, can change it; save yours under another name.`);
  return row;
}

async function requireRoom(tx: Transaction, owner: string | null): Promise<void> {
  const [held] = await tx
    .select({ count: count() })
    .from(views)
    .where(owner === null ? isNull(views.owner) : eq(views.owner, owner));
  if ((held?.count ?? 0) < MOST) return;
  throw new Fault('bad-input', `There are ${MOST} views already. Delete one that nobody needs.`, {
    fields: { name: 'is one too many' },
  });
}

function viewOf(row: ViewRow, principal: Principal): View {
  const { id, name, owner, by, search, hidden, at, revision } = row;
  return { id, name, team: owner === null, by, search, hidden, at, revision, mayChange: mayChange(row, principal) };
}
