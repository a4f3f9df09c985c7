import { type ChildProcess, spawn } from 'node:child_process';

/**
 * Starts a program that writes its messages to stderr. It runs in a session of its own, so that Ctrl+C reaches only this
 * process.
 */
function program([file = '', ...args]: string[], more: 'pipe'[] = []): ChildProcess {
  const { PATH, SystemRoot, TEMP, NODE_ENV } = process.env; // nothing else, since the settings hold secrets
  return spawn(file, args, {
    stdio: ['ignore', 'ignore', 'pipe', ...more],
    env: { PATH, SystemRoot, TEMP, NODE_ENV, LC_ALL: 'C' },
    detached: true,
  });
}

/**
 * A shell script that starts a watcher and then becomes the program. The pipe closes when this process ends, in whatever way;
 * the watcher then interrupts the program.
 */
const WATCH = '(read -r _ <&3; kill -INT $$) >/dev/null 2>&1 & exec "$@" 3<&-';

/**
 * Starts a server that is interrupted when this process ends, even if this process is killed. (On Windows it stays behind
 * then.)
 */
export function server(prefix: string[], command: string[]): ChildProcess {
  if (process.platform === 'win32') return program([...prefix, ...command]);
  const child = program([...prefix, 'sh', '-c', WATCH, 'sh', ...command], ['pipe']);
  child.once('exit', () => child.stdio[3]?.destroy()); // so that the watcher ends before the pid can belong to another process
  return child;
}

/** Runs a program to its end and returns its exit code and output. Rejects if there is no such program. */
export async function outcome(command: string[]): Promise<{ code: number | null; said: string }> {
  const child = program(command);
  let said = '';
  child.stderr?.on('data', (chunk) => (said += chunk));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  return { code, said: said.trim() };
}
