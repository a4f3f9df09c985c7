// A PostgreSQL outlives the process that started it when that one is killed outright; its pid file outlives both.
import { execFileSync } from 'node:child_process';
import { readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs';
import path from 'node:path';

/**
 * Clears the way for a new server on a cluster that this process has to itself: calls `stop` when an old one still runs
 * there, and removes the pid file when its number is another program's by now, as after a restart of a container.
 * Throws when it is the number of a PostgreSQL that may or may not be this one.
 */
export async function endLeftBehind(cluster: string, stop: () => Promise<void>): Promise<void> {
  const file = path.join(cluster, 'postmaster.pid');
  const pid = pidIn(file);
  if (pid === undefined) return;
  if (process.platform === 'win32') return stop().catch(() => {}); // it reaches postgres only, and fails when there is none
  const found = processOf(pid);
  if (!found) return; // PostgreSQL itself removes the pid file of a dead process
  if (path.basename(found.name) !== 'postgres') rmSync(file);
  else if (found.dir === realpathSync(cluster) || found.args.includes(cluster)) await stop();
  else
    throw new Error(`${file} names process ${pid}, a PostgreSQL with other data. If none runs on this folder, remove that file.`);
}

function pidIn(file: string): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(file, 'utf8'), 10);
    return pid > 0 ? pid : undefined;
  } catch {
    return undefined;
  }
}

interface Found {
  name: string;
  /** Its working folder, for PostgreSQL the cluster; undefined when it cannot be read. */
  dir: string | undefined;
  args: string;
}

/** The living process that has this pid; undefined when there is none. */
function processOf(pid: number): Found | undefined {
  try {
    if (process.platform !== 'linux') {
      const ask = (what: string) => execFileSync('ps', ['-p', String(pid), '-o', what], { encoding: 'utf8' }).trim();
      return { name: ask('comm='), args: ask('args='), dir: undefined };
    }
    const read = (name: string) => readFileSync(`/proc/${pid}/${name}`, 'utf8');
    const args = read('cmdline').replaceAll('\0', ' ');
    return { name: args === '' ? '' : read('comm').trim(), args, dir: workingFolder(pid) }; // a zombie has no arguments, and does nothing any more
  } catch {
    return undefined;
  }
}

function workingFolder(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return undefined; // it belongs to another user
  }
}
