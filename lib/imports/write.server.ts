import 'server-only';
import { z } from 'zod';
import type { Principal } from '@/lib/auth/model';
import { authorise, type Change, note, write } from '@/lib/auth/write.server';
import type { ImportProgress } from '@/lib/engines/model';
import { removeIfImported } from '@/lib/sample-shift/start.server';
import { env } from '@/lib/shared/env';
import { log } from '@/lib/shared/log';
import { requireFilesOnDisk } from './access';
import { cancelJob, findJob, startJob, type Upload } from './jobs.server';

/** An import changes files, not rows, so its transaction holds only the audit entry. Without the entry there is no import. */
const start: Change<{ id: string; file: string; table?: string | undefined }, void> = {
  action: 'import.start',
  role: 'Analyst',
  input: z.object({ id: z.string(), file: z.string(), table: z.string().optional() }),
  run: async (_tx, { id, file, table }) => ({ result: undefined, subject: file, detail: { id, table } }),
};

const cancel: Change<{ id: string }, void> = {
  action: 'import.cancel',
  role: 'Analyst',
  input: z.object({ id: z.string() }),
  run: async (_tx, { id }) => {
    requireFilesOnDisk();
    return { result: undefined, subject: findJob(id).file, detail: { id } };
  },
};

/**
 * `POST /api/imports`: receives a file and begins to import it; resolves once all of it has arrived. Throws Faults as `write`
 * does, before the body is read, and as `startJob`.
 */
export async function startImport(principal: Principal, upload: Upload): Promise<ImportProgress> {
  authorise(principal, start.role);
  requireFilesOnDisk();
  return await startJob(env().DATA_DIR, upload, {
    arrived: ({ id, file }) => write(principal, start, () => ({ id, file, table: upload.table })),
    ended: (job) => recordEnd(principal, job),
  });
}

/** `DELETE /api/imports/{id}`: cancels an import; one that has ended stays as it is. Throws Faults as `write`, and `not-found`. */
export async function cancelImport(principal: Principal, id: string): Promise<ImportProgress> {
  await write(principal, cancel, () => ({ id }));
  return cancelJob(id);
}

/** It goes at once with the sample that it is about. When that fails, the server tries again every few seconds. */
async function removeSampleShiftSoon(): Promise<void> {
  try {
    await removeIfImported();
  } catch (error) {
    log().error({ err: error }, 'the sample shift could not be removed yet');
  }
}

/** Records how an import ended. It cannot be undone any more, so a failure to record it goes to the log. */
async function recordEnd(principal: Principal, { id, file, state, fault, result }: ImportProgress): Promise<void> {
  if (state === 'committed') await removeSampleShiftSoon();
  const tables = result?.tables.map(({ table, rowsNew, rowsAlreadyThere }) => ({ table, rowsNew, rowsAlreadyThere }));
  try {
    await note(principal, { action: 'import.end', subject: file, detail: { id, state, fault, tables } });
  } catch (error) {
    log().error({ err: error, import: id }, 'the end of an import could not be recorded in the audit');
  }
}
