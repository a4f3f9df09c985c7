import { type ChildProcess, spawn } from 'node:child_process';

/** Starts a program whose messages come on stderr, in a session of its own: the terminal's Ctrl+C is for us alone. */
function program([file = '', ...args]: string[], more: 'pipe'[] = []): ChildProcess {
  const { PATH, SystemRoot, TEMP, NODE_ENV } = process.env; // no more: the settings hold secrets that are none of its business
  return spawn(file, args, {
    stdio: ['ignore', 'ignore', 'pipe', ...more],
    env: { PATH, SystemRoot, TEMP, NODE_ENV, LC_ALL: 'C' },
    detached: true,
  });
}

/** Waits for the pipe to close, which this process does by ending, however it ends; then interrupts what the shell has become. */
const WATCH = '(read -r _ <&3; kill -INT $$) >/dev/null 2>&1 & exec "$@" 3<&-';

/** Starts a server that is interrupted when this process ends, also when that is killed. (On Windows it stays behind then.) */
export function server(prefix: string[], command: string[]): ChildProcess {
  if (process.platform === 'win32') return program([...prefix, ...command]);
  const child = program([...prefix, 'sh', '-c', WATCH, 'sh', ...command], ['pipe']);
  child.once('exit', () => child.stdio[3]?.destroy()); // before the number is another's
  return child;
}

/** Runs a program to its end: its exit code and what it said. Rejects when there is no such program. */
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
