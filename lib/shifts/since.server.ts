import 'server-only';
import { eq } from 'drizzle-orm';
import type { Principal } from '@/lib/auth/model';
import type { Notice } from '@/lib/query/model';
import { Fault } from '@/lib/shared/errors';
import { DEFAULT_SHIFT, SINCE_HANDOVER, SINCE_SHIFT, SINCE_VISIT } from '@/lib/shared/prefs';
import type { Instant } from '@/lib/shared/time';
import { type Transaction, withDatabase } from '@/lib/store/database.server';
import { handovers } from '@/lib/store/schema';
import { definedShifts } from './shifts.server';
import { shiftAt } from './times';
import { lastVisit } from './visits.server';

interface Since {
  /** An instant, or a length before the window's end. */
  since: string;
  notices: Notice[];
}

/**
 * What `shift`, `last-visit` and `handover:{id}` mean in a question of `principal` whose window ends at `to`; an instant or a length is as it was. Where
 * it is not known, the answer says what is taken instead.
 */
export async function resolveSince(principal: Principal, since: string, to: Instant, now: Instant): Promise<Since> {
  try {
    if (since === SINCE_SHIFT) return { since: await shiftBegin(to), notices: [] };
    if (since.startsWith(SINCE_HANDOVER)) return await handoverInstant(since.slice(SINCE_HANDOVER.length), to);
    if (since !== SINCE_VISIT) return { since, notices: [] };
    const visit = await lastVisit(principal, now);
    if (visit !== null) return { since: visit, notices: [] };
    const message = 'This is your first visit that is known, so “new” is since the shift began.';
    return { since: await shiftBegin(to), notices: [{ kind: 'info', message }] };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const message = `“New” is since ${DEFAULT_SHIFT} before the end of the window: ${error.message}`;
    return { since: DEFAULT_SHIFT, notices: [{ kind: 'partial', message }] };
  }
}

/** When a handover was published. */
async function handoverInstant(id: string, to: Instant): Promise<Since> {
  const published = (database: Pick<Transaction, 'select'>) =>
    database.select({ at: handovers.publishedAt }).from(handovers).where(eq(handovers.id, id));
  const [row] = await withDatabase(published);
  if (row?.at) return { since: row.at, notices: [] };
  const what = row === undefined ? 'There is no such handover' : 'The handover is not published yet';
  return {
    since: await shiftBegin(to),
    notices: [{ kind: 'parameter', message: `${what}, so “new” is since the shift began.` }],
  };
}

/** The beginning of the shift in which an instant lies; the last 12 hours where the team has defined none. */
async function shiftBegin(at: Instant): Promise<string> {
  return shiftAt((await definedShifts()).shifts, at)?.from ?? DEFAULT_SHIFT;
}
