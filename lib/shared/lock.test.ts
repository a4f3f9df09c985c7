import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runnable } from '@/lib/shared/programs';
import { acquireLock, lockHolder } from './lock';

let dir: string;
let file: string;
const children: ChildProcess[] = [];

beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'lock-'));
  file = path.join(dir, 'folder', 'x.lock');
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(dir, { recursive: true });
});

/** Another process that waits for `go`, tries the lock and says what came of it; it then stays unless told to exit. */
function contender(then: 'stay' | 'exit', go = ''): { child: ChildProcess; said: Promise<string> } {
  const module = runnable('lib/shared/lock.ts');
  const code = `
    import { existsSync } from 'node:fs';
    const { acquireLock } = await import(${JSON.stringify(pathToFileURL(module.file).href)});
    console.log('ready');
    while (${JSON.stringify(go)} && !existsSync(${JSON.stringify(go)})) await new Promise((next) => setTimeout(next, 2));
    const said = await acquireLock(${JSON.stringify(file)}, 'contender').then(() => 'has it', (error) => error.kind + ' ' + error.message);
    console.log(said);
    if (${JSON.stringify(then)} === 'stay') setInterval(() => {}, 1000);
  `;
  const child = spawn(process.execPath, [...module.flags, '--input-type=module', '-e', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const said = new Promise<string>((resolve) => {
    let out = '';
    child.stdout?.on('data', (chunk) => {
      out += chunk;
      const lines = out.trim().split('\n');
      if (lines[1]) resolve(lines[1]);
    });
  });
  return { child, said };
}

const ended = (child: ChildProcess) => new Promise((resolve) => child.once('exit', resolve));

test('a lock shuts a second holder out, names the first, and is free after release', async () => {
  const lock = await acquireLock(file, 'npm start');
  await expect(acquireLock(file, 'second')).rejects.toMatchObject({
    kind: 'conflict',
    message: expect.stringMatching(new RegExp(`x\\.lock is held by npm start \\(process ${process.pid}, since 20.*Z\\)`)),
  });
  expect(await lockHolder(file)).toMatchObject({ pid: process.pid, holder: 'npm start' });
  await lock.release();
  expect(await lockHolder(file)).toBeUndefined();
  const next = await acquireLock(file, 'second');
  await lock.release();
  expect(existsSync(file), 'a second release leaves the next holder alone').toBe(true);
  await next.release();
});

test('another process is shut out too; one that ends gives its lock back', async () => {
  const lock = await acquireLock(file, 'the test');
  expect(await contender('exit').said).toMatch(/^conflict .*held by the test/);
  await lock.release();
  const other = contender('exit');
  const gone = ended(other.child);
  expect(await other.said).toBe('has it');
  await gone;
  expect(existsSync(file)).toBe(false);
});

test('the lock of a killed process is taken over', async () => {
  const other = contender('stay');
  expect(await other.said).toBe('has it');
  await expect(acquireLock(file, 'early')).rejects.toMatchObject({ kind: 'conflict' });
  const gone = ended(other.child);
  other.child.kill('SIGKILL');
  await gone;
  expect(existsSync(file)).toBe(true);
  await (await acquireLock(file, 'heir')).release();
});

test.runIf(existsSync('/proc/self/stat'))('a pid that another process has by now is no holder', async () => {
  const lock = await acquireLock(file, 'first');
  const owner = readFileSync(file, 'utf8');
  await lock.release();
  writeFileSync(file, owner.replace(/:\d+"/, ':1"'));
  expect(await lockHolder(file)).toBeUndefined();
  await (await acquireLock(file, 'heir')).release();
});

test('a lock left half-written is taken over, one that is being written is waited for', async () => {
  const lock = await acquireLock(file, 'first');
  const owner = readFileSync(file, 'utf8');
  writeFileSync(file, '');
  const tried = acquireLock(file, 'second');
  setTimeout(() => writeFileSync(file, owner), 100);
  await expect(tried).rejects.toMatchObject({ kind: 'conflict' });
  await lock.release();
  writeFileSync(file, '{"pid":');
  await (await acquireLock(file, 'heir', 200)).release();
});

test('of many who find a stale lock, one has it', async () => {
  const dead = contender('stay');
  await dead.said;
  const gone = ended(dead.child);
  dead.child.kill('SIGKILL');
  await gone;
  writeFileSync(`${file}.takeover`, readFileSync(file)); // one that died while taking over is in the way as well
  const go = path.join(dir, 'go');
  const rivals = [1, 2, 3, 4].map(() => contender('stay', go));
  await Promise.all(rivals.map(({ child }) => new Promise((resolve) => child.stdout?.once('data', resolve))));
  writeFileSync(go, '');
  const said = await Promise.all(rivals.map((rival) => rival.said));
  expect(said.filter((line) => line === 'has it')).toHaveLength(1);
  expect(said.filter((line) => line.startsWith('conflict'))).toHaveLength(3);
});
