import { afterEach, expect, test, vi } from 'vitest';
import { Fault } from '@/lib/shared/errors';
import { testDatabase } from './testing';

afterEach(() => vi.unstubAllEnvs());

/** The store as a process of its own has it: its own settings, its own connections. */
async function instance() {
  vi.resetModules();
  Reflect.deleteProperty(globalThis, Symbol.for('rmm-sightings.store'));
  const [{ migrateStore }, caches] = await Promise.all([import('./migrate.server'), import('./token-caches.server')]);
  return { migrateStore, ...caches };
}

test('instances that start together on an empty database bring it to today’s schema, once', async () => {
  const { sql } = await testDatabase({ template: 'template0' });
  const { migrateStore } = await instance();
  await Promise.all([migrateStore(), migrateStore(), migrateStore()]);
  await migrateStore();
  const { rows } = await sql('SELECT count(*)::int AS times FROM drizzle.__drizzle_migrations');
  const { rows: files } = await sql('SELECT count(DISTINCT hash)::int AS times FROM drizzle.__drizzle_migrations');
  expect(rows).toEqual(files);
  expect((await sql('SELECT * FROM sessions')).rows).toEqual([]);
});

test('a token cache is kept until it is replaced or deleted', async () => {
  await testDatabase();
  const { readTokenCache, writeTokenCache, deleteTokenCache } = await instance();
  expect(await readTokenCache('a')).toBeUndefined();
  await writeTokenCache('a', 'x'.repeat(50_000));
  await writeTokenCache('b', 'other');
  await writeTokenCache('a', 'second');
  expect([await readTokenCache('a'), await readTokenCache('b')]).toEqual(['second', 'other']);
  await deleteTokenCache('a');
  expect([await readTokenCache('a'), await readTokenCache('b')]).toEqual([undefined, 'other']);
});

test.each([
  ['a wrong password', { password: 'wrong' }, /refuses this server’s user or password/],
  ['another database', { pathname: '/nowhere' }, /does not exist/],
  ['nobody there', { port: '1' }, /cannot be reached/],
])('%s is told in words, without the address or the password', async (_, change, words) => {
  const { url } = await testDatabase();
  const changed = Object.assign(new URL(url), change);
  vi.stubEnv('DATABASE_URL', changed.href);
  const { readTokenCache } = await instance();
  const fault = await readTokenCache('a').catch((error: unknown) => error);
  if (!(fault instanceof Fault)) throw fault;
  expect(fault.kind).toBe('unavailable');
  expect(fault.message).toMatch(words);
  expect(fault.message).not.toMatch(/127\.0\.0\.1|wrong/);
});

test('without an address of a database it is said how to get one', async () => {
  vi.stubEnv('DATABASE_URL', '');
  const { readTokenCache } = await instance();
  await expect(readTokenCache('a')).rejects.toThrow(/DATABASE_URL is not set.*npm start/);
});
