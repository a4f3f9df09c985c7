import 'server-only';
import { inArray, sql } from 'drizzle-orm';
import type { z } from 'zod';
import { type Principal, userOf } from '@/lib/auth/model';
import { now } from '@/lib/shared/clock';
import { Fault } from '@/lib/shared/errors';
import { counted } from '@/lib/shared/format';
import { randomId } from '@/lib/shared/ids';
import type { Transaction } from '@/lib/store/database.server';
import { verdictHistory, verdicts } from '@/lib/store/schema';
import { keyText, type SightingKey } from './key';
import { type currentVerdicts, type VerdictChanges, verdictValueSchema } from './model';
import { type VerdictRow, verdictOfRow } from './row';

/** A verdict before and after a change. */
export interface Step {
  before: VerdictRow | undefined;
  after: Omit<VerdictRow, 'changed'>;
  /** Why, where no person gave a reason. */
  because: string | null;
}

/** Rows in one statement: PostgreSQL takes 65,535 values. */
const AT_ONCE = 1000;

/** The present verdicts of sightings, by `keyText`. Call `nextTriageRevision` before: it keeps others from changing them. */
export async function readHeld(tx: Transaction, keys: SightingKey[]): Promise<Map<string, VerdictRow>> {
  const devices = [...new Set(keys.map(({ deviceId }) => deviceId))];
  const rows = await tx.select().from(verdicts).where(inArray(verdicts.deviceId, devices));
  return new Map(rows.map((row) => [keyText(row), row]));
}

/** Who decides, and when. */
export function signed(principal: Principal): Pick<VerdictRow, 'at' | 'by' | 'byId'> {
  return { at: now(), by: principal.name, byId: userOf(principal) };
}

/** Stores the verdicts and a step of history for each; `changed` is the triage revision of the change. */
export async function storeSteps(tx: Transaction, steps: Step[], changed: number): Promise<Omit<VerdictChanges, 'notices'>> {
  const changeId = randomId();
  for (let begin = 0; begin < steps.length; begin += AT_ONCE) {
    const some = steps.slice(begin, begin + AT_ONCE);
    await tx
      .insert(verdicts)
      .values(some.map(({ after }) => ({ ...after, changed })))
      .onConflictDoUpdate({ target: [verdicts.toolSlug, verdicts.deviceId, verdicts.workspace], set: everyValue });
    await tx.insert(verdictHistory).values(
      some.map(({ before, after: { tool, value, ...after }, because }) => ({
        ...after,
        changeId,
        from: before?.value ?? 'new',
        to: value,
        because,
      })),
    );
  }
  const changes = steps.map(({ before, after: { tool, deviceId, workspace, revision, value } }) => ({
    tool,
    deviceId,
    ...(workspace !== '' && { workspace }),
    revision,
    from: verdictValueSchema.parse(before?.value ?? 'new'),
    to: verdictValueSchema.parse(value),
  }));
  return { changes, undoId: changeId };
}

const excluded = (column: string) => sql.raw(`excluded.${column}`);
const everyValue = {
  value: excluded('value'),
  revision: excluded('revision'),
  owner: excluded('owner'),
  note: excluded('note'),
  ticket: excluded('ticket'),
  reviewAt: excluded('review_at'),
  at: excluded('at'),
  by: excluded('by_name'),
  byId: excluded('by_id'),
  known: excluded('known'),
  changed: excluded('changed'),
};

/** A Fault `conflict` that carries what is held now of sightings that somebody else has decided meanwhile. */
export function conflictOf(
  stale: { tool: string; deviceId: string; workspace?: string | undefined; row: VerdictRow | undefined }[],
) {
  const items = stale.map(({ tool, deviceId, workspace = '', row }) => ({
    tool,
    deviceId,
    ...(workspace !== '' && { workspace }),
    ...verdictOfRow(row),
  }));
  const [first] = items;
  const one = first?.by ? `${first.by} decided it meanwhile: ${first.value}.` : 'It was decided meanwhile.';
  const told = items.length === 1 ? one : `${items.length} of these sightings were decided by somebody else meanwhile.`;
  const state: z.infer<typeof currentVerdicts> = { items };
  return new Fault('conflict', told, { state });
}

/** The audit's words for a change of verdicts. */
export function verdictDeed(what: string, { changes, undoId }: Omit<VerdictChanges, 'notices'>, detail: Record<string, unknown>) {
  const [first] = changes;
  const one = `${first?.tool} on ${first?.deviceId}`;
  const subject = `${what}: ${changes.length === 1 ? one : counted(changes.length, 'sighting')}`;
  return { subject, detail: { ...detail, changeId: undoId, changes } };
}
