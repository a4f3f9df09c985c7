import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** The line with which the app says that it is up. */
const UP = /^Sign in at /;

/**
 * Runs `npm start` with the settings until it ends or this process is told to end, and returns its exit code. Calls `up` once
 * people can sign in.
 */
export async function startApp(settings: Record<string, string>, up: () => void): Promise<number> {
  const child = spawn(process.execPath, ['scripts/run.mjs', 'start'], {
    env: { ...process.env, ...settings },
    stdio: ['ignore', 'pipe', 'inherit'],
    // A terminal sends Ctrl+C to a whole process group. In a group of its own the app gets it once, from us.
    detached: process.platform !== 'win32',
  });
  // Ctrl+C reaches this process twice too: from the terminal, and passed on by run.mjs.
  let stopping = false;
  const stop = () => {
    if (!stopping) child.kill('SIGTERM');
    stopping = true;
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
  for await (const line of createInterface({ input: child.stdout })) {
    console.log(line);
    if (UP.test(line)) up();
  }
  return await ended;
}
