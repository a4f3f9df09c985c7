import 'server-only';
import { and, eq, gt } from 'drizzle-orm';
import { now } from '@/lib/shared/clock';
import { processWide } from '@/lib/shared/process-wide';
import { addTicks, type Instant, parseDuration } from '@/lib/shared/time';
import { type Transaction, withDatabase } from '@/lib/store/database.server';
import { exclusions, lists } from '@/lib/store/schema';
import { readTriageRevision } from '@/lib/store/triage-revision.server';
import type { SweptExclusions } from './compiled';
import { type Exclusion, SOON_DAYS, storedWhere } from './model';

export type ExclusionRow = typeof exclusions.$inferSelect;
export type ListRow = typeof lists.$inferSelect;

/** The exclusions that were active when they were read, and every named list, as of a triage revision. */
export interface ActiveExclusions {
  revision: number;
  rows: readonly ExclusionRow[];
  lists: ReadonlyMap<string, ListRow>;
}

const held = processWide('exclusions', (): { current: ActiveExclusions | null } => ({ current: null }));

/** Kept in memory until somebody changes something. Throws a Fault `unavailable` when the database does not answer. */
export async function activeExclusions(): Promise<ActiveExclusions> {
  const revision = await readTriageRevision();
  if (held.current?.revision === revision) return held.current;
  const [rows, named] = await withDatabase((database) =>
    Promise.all([
      database
        .select()
        .from(exclusions)
        .where(and(eq(exclusions.state, 'active'), gt(exclusions.expiresAt, now())))
        .orderBy(exclusions.at, exclusions.id),
      readNamedLists(database),
    ]),
  );
  // Read after the revision, so these hold at least all changes up to it.
  held.current = { revision, rows, lists: named };
  return held.current;
}

/** Every exclusion that there ever was, oldest first. Throws a Fault `unavailable` when the database does not answer. */
export function everyExclusion(): Promise<ExclusionRow[]> {
  return withDatabase((database) => database.select().from(exclusions).orderBy(exclusions.at, exclusions.id));
}

/**
 * Every named list by its name. A change reads them in its own transaction: others that wait for its lock may hold every other connection
 * of the pool.
 */
export async function readNamedLists(database: Pick<Transaction, 'select'>): Promise<ReadonlyMap<string, ListRow>> {
  const named = await database.select().from(lists);
  return new Map(named.map((list) => [list.name, list]));
}

/** An exclusion as answers give it, as it stands at `now`. */
export function exclusionOf(row: ExclusionRow, now: Instant): Exclusion {
  const where = storedWhere(row.where);
  const status = where === null ? 'off' : statusOf(row, now);
  const { id, name, tool, toolSlug, reason, owner, by, at, approvedBy, expiresAt, revision } = row;
  return {
    ...{ id, name, tool, toolSlug, reason, owner, by, at, approvedBy, expiresAt, revision },
    where,
    status,
    expiresSoon: status === 'active' && expiresAt <= addTicks(now, parseDuration(`${SOON_DAYS}d`) ?? 0n),
  };
}

export function statusOf({ state, expiresAt }: Pick<ExclusionRow, 'state' | 'expiresAt'>, now: Instant): Exclusion['status'] {
  if (state === 'off') return 'off';
  if (expiresAt <= now) return 'expired';
  return state === 'active' ? 'active' : 'proposed';
}

/** What sweeps take out at `now`. Throws as `activeExclusions`. */
export async function sweptExclusions(now: Instant): Promise<SweptExclusions> {
  const { rows, lists } = await activeExclusions();
  const active = rows.filter((row) => statusOf(row, now) === 'active');
  return {
    key: JSON.stringify([active.map(({ id, revision }) => `${id} ${revision}`), listKey(lists)]),
    exclusions: active.map(({ id, name, toolSlug, where }) => ({ id, name, toolSlug, where: storedWhere(where) })),
    listOf: (name) => lists.get(name)?.entries,
  };
}

const listKey = (lists: ActiveExclusions['lists']) => [...lists].map(([name, { revision }]) => `${name} ${revision}`);
