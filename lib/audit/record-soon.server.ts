import 'server-only';
import { processWide } from '@/lib/shared/process-wide';
import { ownTurn } from '@/lib/shared/turns';
import { withTransaction } from '@/lib/store/database.server';
import { audit } from '@/lib/store/schema';
import type { AuditActor, AuditDeed } from './model';
import { toRow } from './record.server';

/** The most entries of one statement: PostgreSQL takes 65,535 parameters. */
const MOST_AT_ONCE = 1000;

interface Waiting {
  row: ReturnType<typeof toRow>;
  kept: () => void;
  failed: (error: unknown) => void;
}

const state = () => processWide('audit-waiting', () => ({ waiting: [] as Waiting[], isWriting: false }));

/**
 * Writes an entry in a transaction of its own. Those that come while others are being written are written together, so that many at
 * once cost little. Resolves when the entry is kept; rejects when it is not.
 */
export async function recordSoon(actor: AuditActor, deed: AuditDeed): Promise<void> {
  const { waiting, isWriting } = state();
  const done = new Promise<void>((kept, failed) => waiting.push({ row: toRow(actor, deed), kept, failed }));
  if (!isWriting) await writeAll();
  await done;
  await ownTurn(); // hundreds may have waited for the same write
}

async function writeAll(): Promise<void> {
  const all = state();
  all.isWriting = true;
  while (all.waiting.length > 0) {
    await ownTurn(); // whoever is about to ask, in a turn that comes before, joins
    const batch = all.waiting.splice(0, MOST_AT_ONCE);
    try {
      await withTransaction((tx) => tx.insert(audit).values(batch.map(({ row }) => row)));
      for (const { kept } of batch) kept();
    } catch (error) {
      for (const { failed } of batch) failed(error);
    }
  }
  all.isWriting = false;
}
