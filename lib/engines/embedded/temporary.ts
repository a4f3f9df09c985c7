/** The folder for what a query cannot hold in memory. Each process has its own: two DuckDBs would overwrite each other's files. */
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { entriesOf, temporaryFolder } from './folders';

const PREFIX = 'duckdb-';

/** Makes the folder of this process, which goes when the process exits, and removes those of processes that no longer run. */
export function makeSpillFolder(dataDir: string): string {
  const parent = temporaryFolder(dataDir);
  for (const name of entriesOf(parent)) {
    if (name.startsWith(PREFIX) && !isAlive(Number(name.slice(PREFIX.length)))) {
      rmSync(path.join(parent, name), { recursive: true, force: true });
    }
  }
  const folder = path.join(parent, `${PREFIX}${process.pid}`);
  mkdirSync(folder, { recursive: true });
  if (made.size === 0) process.once('exit', removeMade);
  made.add(folder);
  return folder;
}

/** The folders of this process, one for each DATA_DIR. */
const made = new Set<string>();

function removeMade(): void {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid)) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
