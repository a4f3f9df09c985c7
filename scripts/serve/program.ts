import { type ChildProcess, spawn } from 'node:child_process';

/** Starts a program whose messages come on stderr, in a session of its own: the terminal's Ctrl+C is for us alone. */
export function program([file = '', ...args]: string[]): ChildProcess {
  const { PATH, SystemRoot, TEMP, NODE_ENV } = process.env; // no more: the settings hold secrets that are none of its business
  return spawn(file, args, {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { PATH, SystemRoot, TEMP, NODE_ENV, LC_ALL: 'C' },
    detached: true,
  });
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
