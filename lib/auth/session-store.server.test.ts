import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sealData } from 'iron-session';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ensureSessionKey, readSessionKey } from './key.server';
import { SESSION_SECONDS } from './model';
import { seal } from './seal.server';
import { findSession, openSession, revokeSession } from './session-store.server';

let dataDir: string;
const keyFile = () => path.join(dataDir, 'auth', 'session-key');

beforeEach(() => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'sessions-'));
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(dataDir, { recursive: true });
});

async function session(cookie: string) {
  const found = await findSession(dataDir, cookie);
  if (!found) throw new Error('no session');
  return found;
}

test('a session is found by its cookie, which shows nothing of it', async () => {
  const cookie = await openSession(dataDir, 'local', 'local');
  const { id, user } = await session(cookie);
  expect(user).toBe('local');
  expect(cookie).not.toContain(id);
  expect(cookie.length).toBeLessThan(1000);
});

test('signing out ends it for every copy of the cookie, and no other session', async () => {
  const [one, two] = [await openSession(dataDir, 'local', 'local'), await openSession(dataDir, 'local', 'local')];
  revokeSession(dataDir, await session(one));
  expect(await findSession(dataDir, one)).toBeUndefined();
  expect(await findSession(dataDir, two)).toBeDefined();
});

test('it ends after 12 hours of the machine’s clock', async () => {
  vi.useFakeTimers({ now: Date.parse('2026-03-10T08:00:00Z') });
  const cookie = await openSession(dataDir, 'local', 'local');
  expect((await session(cookie)).expiresAt).toBe('2026-03-10T20:00:00.0000000Z');
  vi.setSystemTime(Date.parse('2026-03-10T19:59:00Z'));
  expect(await findSession(dataDir, cookie)).toBeDefined();
  vi.setSystemTime(Date.parse('2026-03-10T20:02:00Z'));
  expect(await findSession(dataDir, cookie)).toBeUndefined();
});

test('a cookie that was changed anywhere is none', async () => {
  const cookie = await openSession(dataDir, 'local', 'local');
  for (let at = 0; at < cookie.length; at += 7) {
    const changed = `${cookie.slice(0, at)}${cookie[at] === 'A' ? 'B' : 'A'}${cookie.slice(at + 1)}`;
    expect(await findSession(dataDir, changed), `character ${at}`).toBeUndefined();
  }
  const hostile = [undefined, '', 'x', 'Fe26.2**', '~2', '*'.repeat(7), '\0', 'a'.repeat(10_000)];
  for (const text of hostile) expect(await findSession(dataDir, text)).toBeUndefined();
});

test('what another key sealed, or our key for another purpose, is no session', async () => {
  const { id } = await session(await openSession(dataDir, 'local', 'local'));
  const value = { purpose: 'session', mode: 'local', id, user: 'local', expiresAt: '2099-01-01T00:00:00.0000000Z' };
  const foreign = await sealData(value, { password: 'x'.repeat(43), ttl: 3600 });
  expect(await findSession(dataDir, foreign)).toBeUndefined();
  expect(await findSession(dataDir, await seal(dataDir, { ...value, purpose: 'sign-in-link' }, 3600))).toBeUndefined();
  expect(await findSession(dataDir, await seal(dataDir, { ...value, mode: 'other' }, 3600))).toBeUndefined();
  expect(await findSession(dataDir, await seal(dataDir, { ...value, id: '../session-key' }, 3600))).toBeUndefined();
  expect(await findSession(dataDir, await seal(dataDir, value, 3600)), 'the same, whole').toBeDefined();
});

test('a damaged or missing key means signed out, and the next sign-in makes a new one', async () => {
  const cookie = await openSession(dataDir, 'local', 'local');
  for (const damage of ['', 'short', 'a'.repeat(44), '\0'.repeat(43)]) {
    writeFileSync(keyFile(), damage);
    expect(await findSession(dataDir, cookie)).toBeUndefined();
  }
  const next = await openSession(dataDir, 'local', 'local');
  expect(await findSession(dataDir, next)).toBeDefined();
  rmSync(keyFile());
  expect(await findSession(dataDir, next)).toBeUndefined();
  expect(readSessionKey(dataDir)).toBeUndefined();
});

test('the key is made once, random, and shut to others', () => {
  const key = ensureSessionKey(dataDir);
  expect(key).toMatch(/^[\w-]{43}$/);
  expect(ensureSessionKey(dataDir)).toBe(key);
  expect(readFileSync(keyFile(), 'utf8')).toBe(key);
  expect(statSync(keyFile()).mode & 0o777).toBe(0o600);
  expect(statSync(path.dirname(keyFile())).mode & 0o777).toBe(0o700);
  expect(readdirSync(path.dirname(keyFile())), 'no half-made file is left').toEqual(['session-key']);
});

test('a key that cannot be written says so', () => {
  mkdirSync(keyFile(), { recursive: true });
  expect(() => ensureSessionKey(dataDir)).toThrow(/EISDIR|EEXIST|ENOTEMPTY/);
});

test('files of sessions long ended are removed when one is opened', async () => {
  const { id } = await session(await openSession(dataDir, 'local', 'local'));
  const file = path.join(dataDir, 'auth', 'sessions', id);
  const long = statSync(file).mtimeMs / 1000 - SESSION_SECONDS - 7200;
  utimesSync(file, long, long);
  const next = await session(await openSession(dataDir, 'local', 'local'));
  expect(readdirSync(path.dirname(file))).toEqual([next.id]);
});
