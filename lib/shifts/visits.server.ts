import 'server-only';
import { eq, sql } from 'drizzle-orm';
import { LRUCache } from 'lru-cache';
import type { Principal } from '@/lib/auth/model';
import { Fault } from '@/lib/shared/errors';
import { processWide } from '@/lib/shared/process-wide';
import { addTicks, type Instant, parseDuration } from '@/lib/shared/time';
import { withDatabase } from '@/lib/store/database.server';
import { visits } from '@/lib/store/schema';

/** A visit ends after so long without a question. */
const PAUSE = '30m';
/** How exactly a visit's last look is kept: a person asks more often than it is worth writing down. */
const EVERY = '1m';

const noted = processWide('visits', () => new LRUCache<string, Instant>({ max: 10_000 }));

/**
 * Keeps that a person looks at the sightings now. A database that does not answer is no reason to refuse the question: the visit is then
 * noted by the next one.
 */
export async function noteVisit(principal: Principal, now: Instant): Promise<void> {
  if (principal.kind === 'system') return;
  const { user } = principal;
  const last = noted.get(user);
  if (last !== undefined && last <= now && now < addTicks(last, parseDuration(EVERY) ?? 0n)) return;
  const ended = addTicks(now, -(parseDuration(PAUSE) ?? 0n));
  try {
    await withDatabase((database) =>
      database
        .insert(visits)
        .values({ user, lastAt: now, beforeAt: null })
        .onConflictDoUpdate({
          target: visits.user,
          set: {
            beforeAt: sql`CASE WHEN ${visits.lastAt} < ${ended} THEN ${visits.lastAt} ELSE ${visits.beforeAt} END`,
            lastAt: sql`greatest(${visits.lastAt}, ${now})`,
          },
        }),
    );
    noted.set(user, now);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
  }
}

/** When a person last looked before this visit, which may not have begun yet; null at the first. Throws a Fault `unavailable`. */
export async function lastVisit(principal: Principal, now: Instant): Promise<Instant | null> {
  if (principal.kind === 'system') return null;
  const [row] = await withDatabase((database) => database.select().from(visits).where(eq(visits.user, principal.user)));
  if (row === undefined) return null;
  return row.lastAt < addTicks(now, -(parseDuration(PAUSE) ?? 0n)) ? row.lastAt : row.beforeAt;
}
