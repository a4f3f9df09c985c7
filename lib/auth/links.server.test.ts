import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { consumeSignInLink, createSignInLink, removeSignInLinks } from './links.server';

let dataDir: string;
const folder = () => path.join(dataDir, 'auth', 'sign-in-links');

beforeEach(() => {
  dataDir = mkdtempSync(path.join(tmpdir(), 'links-'));
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(dataDir, { recursive: true });
});

test('a link is good once, also when fifty use it at the same time', async () => {
  const token = await createSignInLink(dataDir);
  const answers = await Promise.all(Array.from({ length: 50 }, () => consumeSignInLink(dataDir, token)));
  expect(answers.filter(Boolean)).toHaveLength(1);
  expect(await consumeSignInLink(dataDir, token)).toBe(false);
});

test('a link that was used in vain can be made good again, for once', async () => {
  const token = await createSignInLink(dataDir);
  expect(await consumeSignInLink(dataDir, token)).toBe(true);
  expect(await createSignInLink(dataDir, token)).toBe(token);
  expect([await consumeSignInLink(dataDir, token), await consumeSignInLink(dataDir, token)]).toEqual([true, false]);
});

test('a link is good also where SECRET_KEY is set in one terminal and not in the other', async () => {
  const token = await createSignInLink(dataDir);
  vi.stubEnv('SECRET_KEY', 'k'.repeat(40));
  vi.resetModules();
  const server = await import('./links.server');
  expect(await server.consumeSignInLink(dataDir, token)).toBe(true);
  vi.unstubAllEnvs();
});

test('a link is good for a day', async () => {
  vi.useFakeTimers({ now: Date.parse('2026-03-10T08:00:00Z') });
  const [early, late] = [await createSignInLink(dataDir), await createSignInLink(dataDir)];
  vi.setSystemTime(Date.parse('2026-03-11T07:59:00Z'));
  expect(await consumeSignInLink(dataDir, early)).toBe(true);
  vi.setSystemTime(Date.parse('2026-03-11T08:02:00Z')); // the seal allows a minute of skew
  expect(await consumeSignInLink(dataDir, late)).toBe(false);
});

test('the folder does not give a link away, and is shut to others', async () => {
  const token = await createSignInLink(dataDir);
  const [name = ''] = readdirSync(folder());
  const file = path.join(folder(), name);
  expect(token).toMatch(/^[\w-]{43}$/);
  expect(`${name} ${readFileSync(file, 'utf8')}`).not.toContain(token);
  expect([statSync(path.dirname(folder())), statSync(folder())].map(({ mode }) => mode & 0o777)).toEqual([0o700, 0o700]);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(await consumeSignInLink(dataDir, name), 'the stored hash is no token').toBe(false);
});

test('unknown tokens, hostile ones among them, are refused', async () => {
  await createSignInLink(dataDir);
  for (const token of ['', 'x', '../session-key', '%00', 'a'.repeat(100_000), '\0'])
    expect(await consumeSignInLink(dataDir, token)).toBe(false);
  expect(readdirSync(folder())).toHaveLength(1);
});

test('a new start voids the links of the old one', async () => {
  const token = await createSignInLink(dataDir);
  removeSignInLinks(dataDir);
  expect(await consumeSignInLink(dataDir, token)).toBe(false);
});
