import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { consumeSignInLink } from '@/lib/auth/links.server';
import { runnable } from '@/lib/shared/programs';
import { testDatabase } from '@/lib/store/testing';
import { freePort } from './port';
import { runningServer, takeServerLock } from './running';

let dataDir: string;
const closing: (() => unknown)[] = [];

beforeEach(() => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'serve-'));
});
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
  vi.unstubAllEnvs();
  rmSync(dataDir, { recursive: true, force: true });
});

async function busyPort(): Promise<number> {
  const server: Server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => new Promise((resolve) => server.close(resolve)));
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

/** Runs a command of the project as a person does. Returns its output and exit code. */
function run(name: string, env: Record<string, string>): Promise<{ said: string; code: number | null }> {
  const all = { ...process.env, DATA_DIR: dataDir, PORT: '', HOST: '', NOW: '', ...env };
  return ended(spawn(process.execPath, ['scripts/run.mjs', name], { env: all }));
}

function ended(child: ChildProcess): Promise<{ said: string; code: number | null }> {
  closing.push(() => child.kill('SIGKILL'));
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (said += chunk));
  return new Promise((resolve) => child.once('exit', (code) => resolve({ said, code })));
}

test('npm start names every wrong setting at once', async () => {
  const { said, code } = await run('start', { PORT: 'http', HOST: 'a b', NOW: 'yesterday', LOG_LEVEL: 'loud' });
  expect(code).toBe(1);
  for (const name of ['PORT', 'HOST', 'NOW', 'LOG_LEVEL']) expect(said).toMatch(new RegExp(`^ +${name}: `, 'm'));
  expect(said, 'a message, not a stack').not.toMatch(/\n\s+at /);
});

test('npm start on a busy port says so before anything long, and gives DATA_DIR back', async () => {
  const port = await busyPort();
  const { said, code } = await run('start', { PORT: String(port) });
  expect(code).toBe(1);
  expect(said.trim()).toBe(
    `PORT ${port} on 127.0.0.1 is in use. Stop what uses it, or choose another: PORT=${port + 1} npm start`,
  );
  expect(existsSync(path.join(dataDir, 'server.lock'))).toBe(false);
});

test('a second npm start on the same DATA_DIR is refused and told of the first', async () => {
  const lock = await takeServerLock(dataDir, 'http://127.0.0.1:3999');
  closing.push(() => lock.release());
  const { said, code } = await run('start', { PORT: '0' });
  expect(code).toBe(1);
  expect(said).toMatch(
    new RegExp(
      `^DATA_DIR .* is in use by RMM Sightings at http://127\\.0\\.0\\.1:3999 \\(process ${process.pid}, since 20.* UTC\\)\\.`,
    ),
  );
  expect(said).toContain('npm run sign-in');
  expect(existsSync(path.join(dataDir, 'telemetry')), 'nothing was begun').toBe(false);
});

test('npm run sign-in prints a link to the running server, one that works', async () => {
  const lock = await takeServerLock(dataDir, 'http://127.0.0.1:3999');
  closing.push(() => lock.release());
  const { said, code } = await run('sign-in', { PORT: '3000' });
  const [, token = ''] = /^http:\/\/127\.0\.0\.1:3999\/sign-in\?token=([\w-]{43})$/m.exec(said) ?? [];
  expect(said).toContain(`: http://rmm-sightings.localhost:3999/sign-in?token=${token}\n`);
  expect(code).toBe(0);
  expect(await consumeSignInLink(dataDir, token)).toBe(true);
});

test('npm run sign-in without a server says how to get one', async () => {
  const { said, code } = await run('sign-in', {});
  expect(code).toBe(1);
  expect(said).toMatch(/^No server runs on DATA_DIR .*npm start/);
  expect(existsSync(path.join(dataDir, 'auth')), 'no link was made').toBe(false);
});

/** Starts only the server part, as Next does in a container. */
function startHalf(env: Record<string, string>): Promise<{ said: string; code: number | null }> {
  const { flags, file } = runnable('instrumentation.node.ts');
  const script = `await (await import(${JSON.stringify(pathToFileURL(file).href)})).startServer()`;
  const node = [...flags, '--input-type=module', '-e', script];
  return ended(spawn(process.execPath, node, { env: { ...process.env, DATA_DIR: dataDir, ...env } }));
}

test('a server whose database does not answer ends and says why and where', async () => {
  const { said, code } = await startHalf({ DATABASE_URL: 'postgres://user:pass-word@127.0.0.1:1/x' });
  expect(code).toBe(1);
  expect(said).toMatch(/^The database cannot be reached\..*\n\(connect ECONNREFUSED 127\.0\.0\.1:1.*\)\n$/);
  expect(said).not.toContain('pass-word');
});

test('a server with a certificate that does not open ends at its start, also without npm start', async () => {
  const id = '5f0c7d2e-0000-4000-8000-000000000001';
  const { said, code } = await startHalf({
    DATABASE_URL: 'postgres://user@127.0.0.1:1/x',
    SECRET_KEY: 'k'.repeat(43),
    ENTRA_TENANT_ID: id,
    ENTRA_CLIENT_ID: id,
    ENTRA_CLIENT_CERTIFICATE: path.join(dataDir, 'absent.pem'),
  });
  expect([code, said]).toEqual([1, 'Wrong settings:\n  ENTRA_CLIENT_CERTIFICATE: names a file that cannot be read\n']);
});

test('a server logs at its start by what it reads sessions, of the key only a fingerprint', async () => {
  const { url } = await testDatabase();
  const key = 'k'.repeat(43);
  const { said } = await startHalf({ DATABASE_URL: url, SECRET_KEY: key, PUBLIC_URL: 'https://rmm.contoso.example' });
  const written = createHash('sha256').update(key).digest('hex');
  expect(said).toContain(`"mode":"local","cookie":"__Host-rmm-sightings-443","key":"${written.slice(0, 8)}"`);
  expect(said).not.toContain(key);
  expect(said).not.toContain(written.slice(0, 9));
});

test('a running server is known by its address until it ends', async () => {
  const lock = await takeServerLock(dataDir, 'http://[::1]:1');
  expect(await runningServer(dataDir)).toBe('http://[::1]:1');
  await lock.release();
  expect(await runningServer(dataDir)).toBeUndefined();
});

test('a free port is found, an impossible host named', async () => {
  expect(await freePort({ HOST: '127.0.0.1', PORT: 0 })).toBeGreaterThan(1023);
  await expect(freePort({ HOST: '192.0.2.1', PORT: 0 })).rejects.toMatchObject({
    kind: 'unavailable',
    message: expect.stringMatching(/^HOST 192\.0\.2\.1 is no address of this machine/),
  });
});
