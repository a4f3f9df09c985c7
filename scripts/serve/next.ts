import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { addressOf } from '@/lib/auth/host';
import { paths } from '@/lib/routes/paths';
import { SAMPLE_SHIFT_SETTLED } from '@/lib/sample-shift/settled';
import { type Env, settingNames } from '@/lib/shared/env';
import { Fault } from '@/lib/shared/errors';

export type Mode = 'start' | 'dev';

export interface NextServer {
  /** Resolves when the server answers. Rejects if it ends first or takes too long. */
  answers: Promise<void>;
  /** Resolves when the server has written the sample shift, or will not; at the latest after a while, or when it has ended. */
  settled: Promise<void>;
  /** Its exit code; null if a signal ended it. */
  ended: Promise<number | null>;
  /** Asks the server to end, and kills it after 5 seconds. */
  stop(): Promise<void>;
  /** Ends it as a crash would. */
  kill(): Promise<void>;
}

/** Unset settings are set to nothing. Otherwise Next would read them from .env by its own rules; scripts/run.mjs reads .env. */
const unset = Object.fromEntries(settingNames.map((name) => [name, '']));

/** Starts Next with the settings. It does not use npx: if npx is killed, the server stays behind. */
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
    // Faults and the log go to stderr; stdout has only Next's banner. The IPC channel closes when this process dies, and the
    // server then ends (instrumentation.node.ts): none may use DATA_DIR without its lock.
    stdio: ['ignore', mode === 'start' ? 'ignore' : 'inherit', 'inherit', 'ipc'],
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  return {
    answers: answers(child, addressOf(settings)),
    settled: settled(child, ended),
    ended,
    stop: () => stop(child, ended),
    kill: () => kill(child, ended),
  };
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

/** The first link is worth waiting for what a newcomer is to see, but not for ever. */
const SETTLES_WITHIN = 60_000;

async function settled(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
  const told = new Promise<void>((resolve) => child.on('message', (said) => said === SAMPLE_SHIFT_SETTLED && resolve()));
  await Promise.race([told, ended, pause(SETTLES_WITHIN, undefined, { ref: false })]);
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
