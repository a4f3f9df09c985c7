import 'server-only';
import { rm } from 'node:fs/promises';
import type { ImportProgress } from '@/lib/engines/model';
import { now } from '@/lib/shared/clock';
import { Fault, messageOf } from '@/lib/shared/errors';
import { randomId } from '@/lib/shared/ids';
import { log } from '@/lib/shared/log';
import { processWide } from '@/lib/shared/process-wide';
import { runImporter } from './importer.server';
import { beginning } from './progress';
import { type ImportTable, importTables, tableOfName } from './recognise';
import { receive } from './upload.server';

const KEPT = 50;

interface Job {
  progress: ImportProgress;
  controller: AbortController;
}

/** Jobs of this server process, newest last. */
const jobs = processWide('import-jobs', () => new Map<string, Job>());

export interface Upload {
  /** The name of the person's file. It is shown, and never used as a path. */
  name: string;
  table: string | undefined;
  body: ReadableStream<Uint8Array>;
  /** The Content-Length, if there is one. */
  length: number | undefined;
  /** Aborts when the sender goes away. */
  signal: AbortSignal;
}

/** Callbacks of a job. */
export interface JobWatcher {
  /** All of the file has arrived; none of it is imported until this resolves. When it rejects, nothing is imported. */
  arrived: (job: ImportProgress) => Promise<unknown>;
  /** The import has ended, in whatever way. */
  ended: (job: ImportProgress) => Promise<unknown>;
}

/**
 * Receives an export and begins to import it; returns once all of it has arrived. Throws a Fault: `conflict` while another import
 * runs here, `bad-input` for a table not known, `unavailable` when the disk has no room.
 */
export async function startJob(dataDir: string, upload: Upload, watcher: JobWatcher): Promise<ImportProgress> {
  const table = tableWanted(upload.table);
  const running = [...jobs.values()].find(({ progress }) => progress.endedAt === null);
  if (running) throw new Fault('conflict', `“${running.progress.file}” is being imported. Wait until it is done, or cancel it.`);
  const job: Job = { progress: beginning(randomId(), shownName(upload.name), now()), controller: new AbortController() };
  remember(job);
  const signals = { cancelled: job.controller.signal, gone: upload.signal };
  const path = await receive(dataDir, job.progress.id, upload.body, upload.length, signals).catch((error: unknown) => {
    end(job, error);
    throw error;
  });
  await watcher.arrived(job.progress).catch(async (error: unknown) => {
    end(job, error);
    await removeUpload(path);
    throw error;
  });
  void run(dataDir, job, path, table).then(() => watcher.ended(job.progress));
  return job.progress;
}

async function run(dataDir: string, job: Job, path: string, table: ImportTable | undefined): Promise<void> {
  const { id, file: name, startedAt } = job.progress;
  try {
    await runImporter({
      name,
      path,
      dataDir,
      table,
      signal: job.controller.signal,
      onProgress: (progress) => {
        job.progress = { ...progress, id, startedAt };
      },
    });
  } catch (error) {
    end(job, error);
  } finally {
    await removeUpload(path);
  }
}

async function removeUpload(path: string): Promise<void> {
  await rm(path, { force: true }).catch((error: unknown) => log().warn({ err: error }, 'an upload could not be removed'));
}

/** Jobs of this server since it started, newest first. */
export function listJobs(): ImportProgress[] {
  return [...jobs.values()].map(({ progress }) => progress).reverse();
}

/** How a job stands. Throws a Fault `not-found`. */
export function findJob(id: string): ImportProgress {
  return find(id).progress;
}

/** Cancels a job that has not ended; one that has is left as it is. Throws a Fault `not-found`. */
export function cancelJob(id: string): ImportProgress {
  const job = find(id);
  if (job.progress.endedAt === null) job.controller.abort();
  return job.progress;
}

function find(id: string): Job {
  const job = jobs.get(id);
  if (!job) throw new Fault('not-found', 'No such import since the server started.');
  return job;
}

function end(job: Job, error: unknown): void {
  const cancelled = job.controller.signal.aborted || (error instanceof Fault && error.kind === 'cancelled');
  if (!cancelled && !(error instanceof Fault)) log().error({ err: error }, 'an import broke');
  const outcome = cancelled ? { state: 'cancelled' as const } : { state: 'failed' as const, fault: messageOf(error) };
  job.progress = { ...job.progress, ...outcome, endedAt: now() };
}

function remember(job: Job): void {
  jobs.set(job.progress.id, job);
  const [oldest] = jobs.keys();
  if (jobs.size > KEPT && oldest !== undefined) jobs.delete(oldest);
}

function tableWanted(name: string | undefined): ImportTable | undefined {
  if (name === undefined || name === '') return undefined;
  const table = tableOfName(name);
  if (!table)
    throw new Fault('bad-input', `“${name.slice(0, 60)}” is no table to import into; choose one of ${importTables.join(', ')}.`);
  return table;
}

/** The file's name as it is shown and searched for a table's name: one line of at most 200 characters. */
function shownName(name: string): string {
  const plain = name.replaceAll(/\p{Cc}/gu, ' ').trim();
  return plain === '' ? 'upload' : Array.from(plain).slice(0, 200).join('');
}
