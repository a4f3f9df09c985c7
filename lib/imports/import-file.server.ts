import 'server-only';
import path from 'node:path';
import { knownFault } from '@/lib/engines/embedded/faults';
import { openStaging, type Staging } from '@/lib/engines/embedded/staging.server';
import type { ImportProgress, ImportResult } from '@/lib/engines/model';
import { now } from '@/lib/shared/clock';
import { Fault, messageOf } from '@/lib/shared/errors';
import { randomId } from '@/lib/shared/ids';
import { findFresh, freshParts } from './fresh';
import { Intake } from './intake';
import { beginning } from './progress';
import type { RawTable } from './raw-table';
import { openExport, type Reading } from './readers.server';
import { ReadingLimits } from './reading-limits';
import type { ImportTable } from './recognise';
import { resultOf } from './result';
import { requireRoom } from './room';
import { Router } from './router';
import { SetAside } from './set-aside';

/** DuckDB's limit. The whole process took 1.7 GB at most (measured with 5.7 GB of unordered CSV and 2 threads). */
const MEMORY_LIMIT = '800MB';

export interface ImportRequest {
  path: string;
  /** What people call the file; shown, and read for the name of a table, never used as a path. */
  name: string;
  dataDir: string;
  /** Forces the table. */
  table?: ImportTable;
  signal?: AbortSignal;
  /** Called often, always with a new object. */
  onProgress?: (progress: ImportProgress) => void;
}

/**
 * Imports one export into DATA_DIR/telemetry. All of it becomes visible at once, or, when it fails, is cancelled or the process dies,
 * nothing does. Never throws for a fault of the file: the progress it returns is `committed`, `failed` or `cancelled`.
 */
export async function importFile(request: ImportRequest): Promise<ImportProgress> {
  const job = new Job(request);
  try {
    return job.end({ state: 'committed', result: await job.run() });
  } catch (error) {
    if (request.signal?.aborted) return job.end({ state: 'cancelled' });
    return job.end({ state: 'failed', fault: faultOf(error, request.name) });
  }
}

class Job {
  private progress: ImportProgress;

  constructor(private readonly request: ImportRequest) {
    this.progress = beginning(randomId(), request.name, now());
  }

  tell(change: Partial<ImportProgress>): ImportProgress {
    this.progress = { ...this.progress, ...change };
    this.request.onProgress?.(this.progress);
    return this.progress;
  }

  end(change: Partial<ImportProgress>): ImportProgress {
    return this.tell({ ...change, endedAt: now() });
  }

  async run(): Promise<ImportResult> {
    const { dataDir, name, signal } = this.request;
    const staging = await openStaging(dataDir, { holder: `the import of ${name}`, memoryLimit: MEMORY_LIMIT });
    const setAside = new SetAside(dataDir, staging.folder, this.progress.id, name);
    const interrupt = () => staging.connection.interrupt();
    signal?.addEventListener('abort', interrupt);
    try {
      return await this.stage(staging, setAside);
    } catch (error) {
      await setAside.discard();
      await staging.discard();
      throw error;
    } finally {
      signal?.removeEventListener('abort', interrupt);
    }
  }

  private async stage(staging: Staging, setAside: SetAside): Promise<ImportResult> {
    const { connection, folder } = staging;
    const { path: source, name, table, signal } = this.request;
    const limits = new ReadingLimits(name, folder);
    const reading = await openExport(source, name, path.join(folder, 'unpacked'), limits);
    const intake = new Intake(connection, new Router(name, table), setAside, name);
    await connection.run('BEGIN');
    await this.read(reading, intake, limits).finally(reading.close);
    await connection.run('COMMIT');
    this.tell({ state: 'sorting' });
    const fresh = new Map<RawTable, number>();
    for (const raw of intake.raws) {
      const rows = await findFresh(connection, raw, staging.files(raw.table));
      for (const [part, sql] of (rows > 0 ? await freshParts(connection, raw, rows) : []).entries()) {
        await requireRoom(folder, 0);
        const written = await staging.writeTable(raw.table, sql, { part });
        this.tell({ rowsWritten: this.progress.rowsWritten + written });
      }
      fresh.set(raw, rows);
    }
    await setAside.close();
    const result = resultOf(reading.format, intake, fresh, setAside);
    signal?.throwIfAborted();
    if ([...fresh.values()].every((rows) => rows === 0)) await staging.discard();
    else if ((await staging.commit()).replacedSample)
      result.notes.push('The sample telemetry was removed, and with it the sample shift: what is there now is your own.');
    return result;
  }

  private async read(reading: Reading, intake: Intake, limits: ReadingLimits): Promise<void> {
    for await (const batch of reading.batches) {
      this.request.signal?.throwIfAborted();
      await intake.take(batch);
      limits.rowsRead(intake.rowsRead);
      this.tell({ bytesRead: reading.read(), bytesTotal: reading.total, rowsRead: intake.rowsRead });
    }
    intake.finish();
  }
}

/** Why nothing was imported, for a person. Faults of DuckDB and of the disk do not name the file, so it is added. */
function faultOf(error: unknown, name: string): string {
  if (error instanceof Fault && error.cause === undefined) return error.message;
  return `${name} was not imported, and nothing was changed. ${knownFault(error)?.message ?? messageOf(error).slice(0, 500)}`;
}
