import 'server-only';
import { desc, eq } from 'drizzle-orm';
import type { Principal } from '@/lib/auth/model';
import { mayAs } from '@/lib/auth/role';
import { requirePrincipal } from '@/lib/auth/session.server';
import { now } from '@/lib/shared/clock';
import { Fault } from '@/lib/shared/errors';
import { withDatabase } from '@/lib/store/database.server';
import { handovers } from '@/lib/store/schema';
import { compareItems } from './items';
import { type Comparison, type Handover, type HandoversPage, isOverdue } from './model';
import { aboutOf, contentOf, type HandoverRow, itemsOf, questionsOf } from './row';

const MOST = 200;
/** Everybody who signs in by a one-time link is this one user, who must be able to accept their own handover. */
const LOCAL_USER = 'local';

/** `GET /api/handovers`: the last 200, newest first, and how many of all nobody has accepted. Needs a session. */
export async function readHandovers(): Promise<HandoversPage> {
  await requirePrincipal();
  const [rows, unaccepted] = await withDatabase((database) =>
    Promise.all([
      database.select().from(handovers).orderBy(desc(handovers.at)).limit(MOST),
      database.$count(handovers, eq(handovers.state, 'published')),
    ]),
  );
  return {
    handovers: rows.map((row, i) => ({
      ...aboutOf(row),
      // Counted in the row. Only the handover's own page reads the frozen text and checks its SHA-256.
      open: itemsOf(row).filter(({ done }) => !done).length,
      // Only of the newest: what was open in one before has been carried over, and may be done since.
      overdue: i === 0 ? itemsOf(row).filter((item) => isOverdue(item, now())).length : 0,
      unanswered: questionsOf(row).filter(({ answer }) => answer === null).length,
    })),
    unaccepted,
  };
}

/**
 * `GET /api/handovers/{id}`, compared with the one before it, or with `compare`. Needs a session. Throws a Fault `not-found`, and
 * `unavailable` where what is held is not what was published.
 */
export async function readHandover(id: string, compare: string | null = null): Promise<Handover> {
  const principal = await requirePrincipal();
  return await answerOf(await find(id), principal, compare);
}

/** A row as an answer to `principal`, with its comparison. */
export async function answerOf(row: HandoverRow, principal: Principal, compare: string | null = null): Promise<Handover> {
  const answer = plainAnswer(row, principal);
  return { ...answer, comparison: await comparisonOf(answer, compare ?? answer.before) };
}

/** The handover without a comparison, which needs nothing more from the database. */
export function plainAnswer(row: HandoverRow, principal: Principal): Handover {
  const content = contentOf(row);
  const whyNot = whyNotAccept(row, principal);
  return {
    ...aboutOf(row),
    ...content,
    questions: questionsOf(row),
    sha256: row.sha256,
    readAt: now(),
    comparison: null,
    mayEdit: row.state === 'draft' && mayAs(principal, 'Analyst'),
    mayAccept: row.state === 'published' && whyNot === null,
    whyNot: row.state === 'published' ? whyNot : null,
  };
}

/** Why a person may not accept a handover; null where they may. */
export function whyNotAccept({ byId, by }: Pick<HandoverRow, 'byId' | 'by'>, principal: Principal): string | null {
  if (!mayAs(principal, 'Analyst')) return 'A handover is accepted by an Analyst or a Lead; your role is Viewer.';
  if (principal.kind === 'person' && principal.user === byId && byId !== LOCAL_USER)
    return `${by} wrote this handover, so somebody of the next shift accepts it.`;
  return null;
}

/** Null where there is no such handover any more: that of the sample shift goes with the sample. */
async function comparisonOf({ items }: Pick<Handover, 'items'>, other: string | null): Promise<Comparison | null> {
  const row = other === null ? undefined : await look(other);
  return row === undefined ? null : { with: row.id, items: compareItems(contentOf(row).items, items) };
}

async function find(id: string): Promise<HandoverRow> {
  const row = await look(id);
  if (row === undefined) throw new Fault('not-found', 'There is no such handover.');
  return row;
}

async function look(id: string): Promise<HandoverRow | undefined> {
  const [row] = await withDatabase((database) =>
    database
      .select()
      .from(handovers)
      .where(eq(handovers.id, id.replaceAll('\0', ''))),
  );
  return row;
}
