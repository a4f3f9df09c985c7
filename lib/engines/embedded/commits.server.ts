import 'server-only';
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { Fault, messageOf } from '@/lib/shared/errors';
import { acquireLock } from '@/lib/shared/lock';
import { syncFolder, syncTree } from './durable';
import { asFault, knownFault } from './faults';
import { COMMIT_PREFIX, entriesOf, IMPORT_PREFIX, importLock, telemetryFolder } from './folders';

/** In a staging folder: the new files by table, and the list of files (under telemetry/) they replace. */
export const NEW_FILES = 'new';
export const REPLACED_LIST = 'replaced.json';

const replacedSchema = z.array(z.string().regex(/^[A-Za-z]\w*\/[^/\\]+\.parquet$/));

/**
 * Moves the new files of a staging folder into the telemetry. The rename to `.commit-…` commits them: a process that is killed before it
 * has changed nothing; after it, the next `recoverCommits` completes the move. The caller holds the import lock.
 */
export async function commitFolder(dataDir: string, staging: string): Promise<void> {
  const telemetry = telemetryFolder(dataDir);
  await syncTree(path.join(staging, NEW_FILES));
  await syncFolder(staging);
  const committed = path.join(telemetry, path.basename(staging).replace(IMPORT_PREFIX, COMMIT_PREFIX));
  await rename(staging, committed);
  await syncFolder(telemetry);
  try {
    await rollForward(telemetry, committed);
  } catch (error) {
    const why = knownFault(error)?.message ?? messageOf(error);
    const message = `The import is stored, but its files could not be moved to their place: ${why} The next start or import moves them.`;
    throw new Fault('unavailable', message, { cause: error });
  }
}

/**
 * Completes the commit of a killed process, and removes what it had not committed. Does nothing while a living import holds the
 * lock: that import does the same when it begins.
 */
export async function recoverCommits(dataDir: string): Promise<void> {
  const leftovers = entriesOf(telemetryFolder(dataDir)).some((name) => isStaging(name));
  if (!leftovers) return;
  let lock: Awaited<ReturnType<typeof acquireLock>>;
  try {
    lock = await acquireLock(importLock(dataDir), 'a recovery after an interrupted import');
  } catch (error) {
    if (error instanceof Fault && error.kind === 'conflict') return;
    throw error;
  }
  try {
    await recoverLocked(dataDir);
  } catch (error) {
    throw asFault(error);
  } finally {
    await lock.release();
  }
}

/** Recovers commits for a caller that already holds the import lock. */
export async function recoverLocked(dataDir: string): Promise<void> {
  const telemetry = telemetryFolder(dataDir);
  for (const name of entriesOf(telemetry).filter(isStaging)) {
    const folder = path.join(telemetry, name);
    await (name.startsWith(COMMIT_PREFIX) ? rollForward(telemetry, folder) : rm(folder, { recursive: true, force: true }));
  }
}

const isStaging = (name: string) => name.startsWith(COMMIT_PREFIX) || name.startsWith(IMPORT_PREFIX);

/** A process that was killed may have done any of these steps already, so each can be repeated. */
async function rollForward(telemetry: string, committed: string): Promise<void> {
  for (const file of await readReplaced(committed)) await rm(path.join(telemetry, file), { force: true });
  const added = path.join(committed, NEW_FILES);
  for (const table of entriesOf(added)) {
    const folder = path.join(telemetry, table);
    await mkdir(folder, { recursive: true });
    for (const file of await readdir(path.join(added, table))) {
      await rename(path.join(added, table, file), path.join(folder, file));
    }
    await syncFolder(folder);
  }
  await syncFolder(telemetry);
  await rm(committed, { recursive: true, force: true });
}

async function readReplaced(committed: string): Promise<string[]> {
  try {
    return replacedSchema.parse(JSON.parse(await readFile(path.join(committed, REPLACED_LIST), 'utf8')));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}
