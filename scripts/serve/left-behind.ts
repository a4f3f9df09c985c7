// If this process is killed, its PostgreSQL may live on, and its pid file stays in any case.
import { execFileSync } from 'node:child_process';
import { readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs';
import path from 'node:path';

/**
 * Prepares a cluster that this process has to itself for a new server. Calls `stop` if an old server still runs there. Removes
 * the pid file if its number now belongs to another program, as after a restart of a container. Throws if it is the number of a
 * PostgreSQL that may or may not be this one.
 */
export async function endLeftBehind(cluster: string, stop: () => Promise<void>): Promise<void> {
  const file = path.join(cluster, 'postmaster.pid');
  const pid = pidIn(file);
  if (pid === undefined) return;
  if (process.platform === 'win32') return stop().catch(() => {}); // it can only stop PostgreSQL, and fails if none runs
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
  /** Its working folder, which for PostgreSQL is the cluster; undefined if it cannot be read. */
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
    return { name: args === '' ? '' : read('comm').trim(), args, dir: workingFolder(pid) }; // a zombie has no arguments and can be ignored
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
