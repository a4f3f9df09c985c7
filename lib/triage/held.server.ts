import 'server-only';
import { gt } from 'drizzle-orm';
import { processWide } from '@/lib/shared/process-wide';
import { withDatabase } from '@/lib/store/database.server';
import { verdicts } from '@/lib/store/schema';
import { readTriageRevision } from '@/lib/store/triage-revision.server';
import { keyText, type SightingKey } from './key';
import type { VerdictRow } from './row';

/** Every verdict, as of a triage revision. */
export interface HeldVerdicts {
  revision: number;
  byKey: ReadonlyMap<string, VerdictRow>;
}

const held = processWide('verdicts', (): { now: HeldVerdicts } => ({ now: { revision: 0, byKey: new Map() } }));

/**
 * All present verdicts. They are kept in memory, and only those that any instance changed since are read again. Throws a Fault
 * `unavailable` when the database does not answer.
 */
export async function heldVerdicts(): Promise<HeldVerdicts> {
  const before = held.now; // looked at first: others may read newer ones while this one waits
  const revision = await readTriageRevision();
  if (revision === before.revision) return before;
  // A revision is committed after all of its rows, and after every earlier one. A lower one is of a database that was put back.
  const newer = revision > before.revision ? before : { revision: 0, byKey: new Map<string, VerdictRow>() };
  const rows = await withDatabase((database) => database.select().from(verdicts).where(gt(verdicts.changed, newer.revision)));
  const byKey = new Map(newer.byKey);
  for (const row of rows) byKey.set(keyText(row), row);
  const reached = Math.max(revision, ...rows.map(({ changed }) => changed));
  const found = { revision: reached, byKey };
  if (held.now === before) held.now = found; // else others were quicker, or what was held is to be forgotten
  return found;
}

/** Verdicts were removed, so all of them are read anew: those that are held say only which were changed. */
export function forgetVerdicts(): void {
  held.now = { revision: 0, byKey: new Map() };
}

/** The latest verdict that holds for a sighting in some of its workspaces, or in all. */
export function verdictFor(
  { byKey }: HeldVerdicts,
  { toolSlug, deviceId, workspaces }: Omit<SightingKey, 'workspace'> & { workspaces: readonly string[] },
): VerdictRow | undefined {
  const rows = ['', ...workspaces].flatMap((workspace) => byKey.get(keyText({ toolSlug, deviceId, workspace })) ?? []);
  return rows.reduce<VerdictRow | undefined>((latest, row) => (latest && latest.at >= row.at ? latest : row), undefined);
}
