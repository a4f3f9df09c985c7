import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { runnable } from '@/lib/shared/programs';
import { type StateServer, startState } from './state';

let dataDir: string;
let state: StateServer | undefined;
/** A cluster as a first start makes it, which takes a second. */
const made = mkdtempSync(path.join(tmpdir(), 'state-'));
beforeAll(async () => {
  await (await startState(made)).stop();
});
afterAll(() => rmSync(made, { recursive: true }));
beforeEach(() => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'state-'));
  cpSync(made, dataDir, { recursive: true });
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await state?.stop(); // some tests have ended it
  rmSync(dataDir, { recursive: true, force: true });
});

async function query(text: string, url = state?.url) {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {}); // ended under our hands, as one test wants it
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

const pidFile = () => path.join(dataDir, 'state', 'cluster', 'postmaster.pid');
const pid = () => Number(readFileSync(pidFile(), 'utf8').split('\n')[0]);

test('what was stored is there after a stop and a start, shut to others and to who has no password', async () => {
  state = await startState(dataDir);
  await query('CREATE TABLE kept AS SELECT 42 AS answer');
  await state.stop();
  state = await startState(dataDir);
  expect(await query('SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  expect(statSync(path.join(dataDir, 'state')).mode & 0o077).toBe(0);
  const url = new URL(state.url);
  url.password = '';
  await expect(query('SELECT 1', url.href)).rejects.toThrow(/password/);
});

test('it listens on no port, only on a socket that other users of the machine cannot reach', async () => {
  state = await startState(dataDir);
  const cluster = path.join(dataDir, 'state', 'cluster');
  expect(new URL(state.url).searchParams.get('host')).toBe(cluster);
  expect([statSync(path.join(cluster, '.s.PGSQL.5432')).mode & 0o077, statSync(cluster).mode & 0o077]).toEqual([0, 0]);
  expect(await query('SHOW listen_addresses')).toEqual([{ listen_addresses: '' }]);
});

test('where a path is too long for a socket it listens on loopback; who sends no password is cut off soon', async () => {
  const long = path.join(dataDir, 'x'.repeat(90));
  cpSync(made, long, { recursive: true });
  state = await startState(long);
  const { hostname, port } = new URL(state.url);
  expect(hostname).toBe('127.0.0.1');
  const idle = connect(Number(port), hostname);
  await once(idle, 'connect');
  const since = performance.now();
  idle.resume();
  await once(idle, 'close');
  expect(performance.now() - since).toBeLessThan(15_000);
  expect(await query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

test('it ends when who started it is killed outright, and nothing committed is lost', async () => {
  const { flags, file } = runnable('scripts/serve/state.ts');
  const script = `const { startState } = await import(${JSON.stringify(pathToFileURL(file).href)});
    const { url } = await startState(${JSON.stringify(dataDir)}); console.log(url); setInterval(() => {}, 1000);`;
  const args = [...flags, '--input-type=module', '-e', script];
  const other = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const url = await new Promise<string>((resolve) => other.stdout.once('data', (line) => resolve(String(line).trim())));
  await query('CREATE TABLE kept AS SELECT 42 AS answer', url);
  other.kill('SIGKILL');
  await vi.waitFor(() => expect(existsSync(pidFile())).toBe(false), { timeout: 20_000 });
  state = await startState(dataDir);
  expect(await query('SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
});

test('one that was left behind all the same is ended first', async () => {
  const left = await startState(dataDir);
  await query('CREATE TABLE kept AS SELECT 42 AS answer', left.url);
  state = await startState(dataDir);
  expect(await left.ended).toMatch(/shut down/);
  expect(await query('SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
});

test('after a crash of its own it recovers', async () => {
  state = await startState(dataDir);
  await query('CREATE TABLE kept AS SELECT 42 AS answer');
  process.kill(pid(), 'SIGKILL');
  await state.ended;
  state = await startState(dataDir);
  expect(await query('SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
});

test('a pid file whose number is another program’s by now is no hindrance, and that program is left alone', async () => {
  state = await startState(dataDir);
  await state.stop();
  const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  writeFileSync(pidFile(), `${other.pid}\n${path.dirname(pidFile())}\n1\n5432\n\n127.0.0.1\n`);
  state = await startState(dataDir);
  expect(await query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  expect([other.exitCode, other.signalCode]).toEqual([null, null]);
  other.kill();
});

test('a PostgreSQL with other data is not ended for having the number in the pid file', async () => {
  state = await startState(dataDir);
  const other = mkdtempSync(path.join(tmpdir(), 'state-'));
  mkdirSync(path.join(other, 'state', 'cluster'), { recursive: true });
  writeFileSync(path.join(other, 'state', 'cluster', 'postmaster.pid'), String(pid()));
  await expect(startState(other)).rejects.toThrow(/names process \d+, a PostgreSQL with other data/);
  expect(await query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  rmSync(other, { recursive: true });
});

test.runIf(process.platform === 'linux' && process.getuid?.() === 0)(
  'root starts it also where no user namespace can be made, and takes data of the other way over',
  async () => {
    state = await startState(dataDir);
    await query('CREATE TABLE kept AS SELECT 42 AS answer');
    await state.stop();
    const refusing = path.join(dataDir, 'unshare');
    writeFileSync(refusing, '#!/bin/sh\nexit 1\n', { mode: 0o755 });
    vi.stubEnv('PATH', `${dataDir}:${process.env.PATH}`);
    state = await startState(dataDir);
    expect(statSync(`/proc/${pid()}`).uid).not.toBe(0);
    expect(await query('SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
    await state.stop();
    vi.unstubAllEnvs();
    state = await startState(dataDir);
    expect(await query('SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  },
);

test('while it is away, who needs it is told so', async () => {
  state = await startState(dataDir);
  vi.stubEnv('DATABASE_URL', state.url);
  const { migrateStore } = await import('@/lib/store/migrate.server');
  const { readTokenCache } = await import('@/lib/store/token-caches.server');
  await migrateStore();
  expect(await readTokenCache('a')).toBeUndefined();
  process.kill(pid(), 'SIGKILL');
  await state.ended;
  await expect(readTokenCache('a')).rejects.toMatchObject({
    kind: 'unavailable',
    message: expect.stringMatching(/^The database/),
  });
});

test('one that was half made is made anew; one that cannot start names the cause and the way round', async () => {
  rmSync(path.join(dataDir, 'state'), { recursive: true });
  mkdirSync(path.join(dataDir, 'state', 'cluster.new', 'half'), { recursive: true });
  state = await startState(dataDir);
  expect(await query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  await state.stop();
  rmSync(path.join(dataDir, 'state', 'cluster', 'PG_VERSION'));
  await expect(startState(dataDir)).rejects.toMatchObject({
    kind: 'unavailable',
    message: expect.stringMatching(/PG_VERSION[\s\S]*DATABASE_URL can name a PostgreSQL of yours/),
  });
});
