/**
 * A lock file that one living process of this machine holds. A lock that a dead process left behind is taken over, even when
 * another process has its pid by now. Processes must see each other's pids, so two containers must not share a DATA_DIR.
 */
import { closeSync, mkdirSync, openSync, readFileSync, statSync, unlinkSync, writeSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { Fault } from './errors';
import { fromDate, type Instant } from './time';

const ownerSchema = z.object({ pid: z.int().positive(), started: z.string(), holder: z.string() });
type Owner = z.infer<typeof ownerSchema>;

/** Milliseconds in which a lock that is half written must be whole. Its writer needs microseconds. */
const PATIENCE = 2000;

export interface LockHolder {
  pid: number;
  holder: string;
  since: Instant;
}

export interface Lock {
  /** Gives the lock back; a second call does nothing. Also done when the process exits. */
  release(): Promise<void>;
}

/**
 * Takes the lock `file`, whose folder is made when missing. `holder` says what for, as a noun: “npm run import”.
 * Throws a Fault `conflict` that names the holder when a living process has it. `patience` is for tests.
 */
export async function acquireLock(file: string, holder: string, patience = PATIENCE): Promise<Lock> {
  mkdirSync(path.dirname(file), { recursive: true });
  const text = JSON.stringify({ pid: process.pid, started: startOf(process.pid), holder } satisfies Owner);
  for (let attempt = 0; attempt < 200; attempt++) {
    if (create(file, text)) return heldLock(file, text);
    const found = await read(file, patience);
    if (found === undefined) continue;
    if (found.owner && isAlive(found.owner)) throw heldFault(file, found.owner, found.since);
    await removeStale(file, patience);
  }
  throw new Fault('conflict', `${path.basename(file)} is being taken by several processes at once. Try again.`);
}

/** Who holds the lock now; undefined when nobody living does. */
export async function lockHolder(file: string): Promise<LockHolder | undefined> {
  const found = await read(file);
  if (!found?.owner || !isAlive(found.owner)) return undefined;
  return { pid: found.owner.pid, holder: found.owner.holder, since: found.since };
}

function heldFault(file: string, owner: Owner, since: Instant): Fault {
  const { holder, pid } = owner;
  return new Fault('conflict', `${path.basename(file)} is held by ${holder} (process ${pid}, since ${since.slice(0, 19)}Z).`);
}

/** Makes the file whole or not at all: O_EXCL lets one process in, and nothing else runs between open and close. */
function create(file: string, text: string): boolean {
  let descriptor: number;
  try {
    descriptor = openSync(file, 'wx', 0o600);
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
  try {
    writeSync(descriptor, text);
  } catch (error) {
    unlinkSync(file); // a full disk must not leave a lock that nobody holds
    throw error;
  } finally {
    closeSync(descriptor);
  }
  return true;
}

/** Undefined: no such file. No owner: left half-written. */
async function read(file: string, patience = PATIENCE): Promise<{ owner?: Owner; since: Instant } | undefined> {
  for (let waited = 0; ; waited += 50) {
    try {
      const since = fromDate(statSync(file).mtime);
      const owner = parseOwner(readFileSync(file, 'utf8'));
      if (owner) return { owner, since };
      if (waited >= patience) return { since };
    } catch (error) {
      if (hasCode(error, 'ENOENT')) return undefined;
      throw error;
    }
    await pause(50);
  }
}

function parseOwner(text: string): Owner | undefined {
  try {
    return ownerSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/**
 * Removes a lock that nobody holds. Several processes may find it stale at once, and a slow one could remove the next
 * holder's fresh lock. So only the holder of a second lock removes it, after looking again. A stale second lock is taken over
 * in the same way.
 */
async function removeStale(file: string, patience: number): Promise<void> {
  let guard: Lock;
  try {
    guard = await acquireLock(`${file}.takeover`, 'a takeover', patience);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    await pause(20);
    return;
  }
  try {
    const found = await read(file, patience);
    if (found && !(found.owner && isAlive(found.owner))) unlinkSync(file);
  } finally {
    await guard.release();
  }
}

function heldLock(file: string, text: string): Lock {
  let held = true;
  const release = () => {
    if (!held) return;
    held = false;
    process.off('exit', release);
    try {
      if (readFileSync(file, 'utf8') === text) unlinkSync(file);
    } catch (error) {
      if (!hasCode(error, 'ENOENT')) throw error;
    }
  };
  process.on('exit', release);
  return { release: async () => release() };
}

function isAlive({ pid, started }: Owner): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!hasCode(error, 'EPERM')) return false; // EPERM: it lives and is another user's
  }
  const start = startOf(pid);
  return start === '' || started === '' || start === started;
}

/** When a process started, so that a pid used again is told apart: boot and clock ticks since; '' without /proc, 'dead' for a zombie. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' '); // the name before it may hold blanks and brackets
    if (fields[0] === 'Z' || fields[0] === 'X') return 'dead';
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}:${fields[19]}`;
  } catch {
    return '';
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
