import 'server-only';
import { desc } from 'drizzle-orm';
import { z } from 'zod';
import { type Principal, userOf } from '@/lib/auth/model';
import { requireRevision } from '@/lib/auth/revision';
import { requirePrincipal } from '@/lib/auth/session.server';
import { type Change, write } from '@/lib/auth/write.server';
import { batched } from '@/lib/shared/batched';
import { now } from '@/lib/shared/clock';
import { addTicks, type Instant, parseDuration } from '@/lib/shared/time';
import { type Transaction, withDatabase } from '@/lib/store/database.server';
import { shifts } from '@/lib/store/schema';
import { type Shift, type ShiftsPage, shiftSchema, shiftsInput } from './model';
import { shiftAt, shiftsOver } from './times';
import { lastVisit } from './visits.server';

/** How far ahead the page shows when shifts will be. */
const AHEAD = '7d';

interface Defined {
  shifts: Shift[];
  revision: number;
  by: string | null;
  at: Instant | null;
}

const none: Defined = { shifts: [], revision: 0, by: null, at: null };

async function latest(database: Pick<Transaction, 'select'>): Promise<Defined> {
  const [row] = await database.select().from(shifts).orderBy(desc(shifts.revision)).limit(1);
  return row ? { ...row, shifts: z.array(shiftSchema).parse(row.shifts) } : none;
}

/** The team's shifts as they are defined now. Throws a Fault `unavailable` when the database does not answer. */
export async function definedShifts(): Promise<Defined> {
  return (await latestOf('all')) ?? none;
}

const latestOf = batched('shifts', async () => new Map([['all', await withDatabase(latest)]]));

const set: Change<z.infer<typeof shiftsInput>, void> = {
  action: 'shift.set',
  role: 'Lead',
  input: shiftsInput,
  run: async (tx, input, principal) => {
    await tx.execute('LOCK TABLE shifts IN EXCLUSIVE MODE');
    const before = await latest(tx);
    requireRevision(input.ifRevision, before, 'The list of shifts');
    const byId = userOf(principal);
    await tx.insert(shifts).values({ revision: before.revision + 1, shifts: input.shifts, by: principal.name, byId, at: now() });
    const words = input.shifts.map(({ name }) => name).join(', ');
    return {
      result: undefined,
      subject: words || 'none',
      detail: { from: { shifts: before.shifts }, to: { shifts: input.shifts } },
    };
  },
};

/** `GET /api/shifts`: the definition, and when they are. Needs a session. */
export async function readShifts(): Promise<ShiftsPage> {
  const principal = await requirePrincipal();
  const at = now();
  const [{ shifts, revision, by, at: setAt }, visit] = await Promise.all([definedShifts(), lastVisit(principal, at)]);
  const ahead = shiftsOver(shifts, { from: at, to: addTicks(at, parseDuration(AHEAD) ?? 0n) });
  return {
    ...{ shifts, revision, by, at: setAt },
    current: shiftAt(shifts, at) ?? null,
    next: ahead.filter(({ from }) => from > at),
    lastVisit: visit,
  };
}

/** Defines all shifts anew, `{shifts, ifRevision?}`, by a Lead. Throws Faults as `write`, and `conflict`. */
export function defineShifts(principal: Principal, read: () => Promise<unknown>): Promise<void> {
  return write(principal, set, read);
}

/** `PUT /api/shifts`: as `defineShifts`, and answers as `GET`. Needs a session. */
export async function setShifts(principal: Principal, read: () => Promise<unknown>): Promise<ShiftsPage> {
  await defineShifts(principal, read);
  return await readShifts();
}
