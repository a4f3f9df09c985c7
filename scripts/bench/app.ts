/** The built app, started for a measurement. */
import { type ChildProcess, spawn } from 'node:child_process';
import { signInLink } from '../serve/link';

const PORT = '3187';
export const base = `http://127.0.0.1:${PORT}`;

export interface App {
  /** The cookie of the session that the printed link opened. */
  cookie: string;
  /** Milliseconds from the command to the printed link. */
  startMs: number;
  /** The cookie of another session. */
  anotherPerson(): Promise<string>;
  /** The process that was told to start it. */
  pid: number | undefined;
  stop(): void;
}

/** Starts the app on a folder of data, with `now` as the present. Makes the sample if there is no telemetry. */
export async function startApp(dataDir: string, now: string, more: Record<string, string> = {}): Promise<App> {
  const began = performance.now();
  const server = spawn(process.execPath, ['scripts/run.mjs', 'start'], {
    env: {
      ...process.env,
      PORT,
      DATA_DIR: dataDir,
      NOW: now,
      LOG_LEVEL: 'warn',
      HISTORY_EVERY: 'off',
      SAMPLE_SHIFT: 'off',
      ...more,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const stop = () => server.kill('SIGTERM');
  try {
    const link = await printedLink(server);
    const startMs = performance.now() - began;
    const anotherPerson = async () => signIn(await signInLink(dataDir, base));
    return { cookie: await signIn(link), startMs, anotherPerson, pid: server.pid, stop };
  } catch (error) {
    stop();
    throw error;
  }
}

function printedLink(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('exit', (code) => reject(new Error(`npm start ended with ${code}`)));
    server.stdout?.on('data', (data) => {
      const link = /https?:\S+\/sign-in\?token=\S+/.exec(String(data))?.[0];
      if (link) resolve(link);
    });
  });
}

async function signIn(link: string): Promise<string> {
  const response = await fetch(link, { redirect: 'manual' });
  const cookies = response.headers.getSetCookie().map((c) => c.split(';')[0]);
  return cookies.filter((c) => !c?.endsWith('=')).join('; ');
}
