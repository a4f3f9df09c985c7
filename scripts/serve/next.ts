import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { addressOf } from '@/lib/auth/host';
import { paths } from '@/lib/routes/paths';
import { type Env, settingNames } from '@/lib/shared/env';
import { Fault } from '@/lib/shared/errors';

export type Mode = 'start' | 'dev';

export interface NextServer {
  /** Resolves once it answers; rejects when it ends first or takes too long. */
  answers: Promise<void>;
  /** Its exit code; null when a signal ended it. */
  ended: Promise<number | null>;
  /** Asks it to end, and makes it when it does not within 5 seconds. */
  stop(): Promise<void>;
  /** Ends it as a crash would. */
  kill(): Promise<void>;
}

/** What is not set is set to nothing: Next would read it from .env and its like, by rules of its own (scripts/run.mjs). */
const unset = Object.fromEntries(settingNames.map((name) => [name, '']));

/** Starts Next on the settings. Not by npx, which would leave the server behind when it is killed. */
export function startNext(mode: Mode, root: string, settings: Env): NextServer {
  const { HOST, PORT, DATA_DIR, DATABASE_URL, SECRET_KEY } = settings;
  const child = spawn(process.execPath, ['node_modules/next/dist/bin/next', mode, '-H', HOST, '-p', String(PORT)], {
    cwd: root,
    env: {
      ...unset,
      UV_THREADPOOL_SIZE: '16',
      NEXT_TELEMETRY_DISABLED: '1',
      ...process.env,
      NODE_ENV: mode === 'start' ? 'production' : 'development',
      HOST,
      PORT: String(PORT),
      DATA_DIR,
      DATABASE_URL: DATABASE_URL ?? '',
      SECRET_KEY: SECRET_KEY ?? '',
    },
    // Faults and the log go to stderr; stdout has Next's banner only. The channel tells the server when we die
    // (instrumentation.ts), so that none is left on DATA_DIR without its lock.
    stdio: ['ignore', mode === 'start' ? 'ignore' : 'inherit', 'inherit', 'ipc'],
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  return { answers: answers(child, addressOf(settings)), ended, stop: () => stop(child, ended), kill: () => kill(child, ended) };
}

async function answers(child: ChildProcess, address: string): Promise<void> {
  const until = performance.now() + 120_000;
  while (performance.now() < until) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Fault('unavailable', 'The server ended before it answered. The lines above say why.');
    const response = await fetch(address + paths.api.health()).catch(() => undefined);
    if (response?.ok) return;
    await pause(40);
  }
  throw new Fault('unavailable', 'The server did not answer within two minutes.');
}

async function kill(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
  child.kill('SIGKILL');
  await ended;
}

async function stop(child: ChildProcess, ended: Promise<number | null>): Promise<void> {
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 5000);
  await ended;
  clearTimeout(timer);
}
