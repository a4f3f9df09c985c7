import { inspect } from 'node:util';
import { sql } from 'drizzle-orm';
import { getTableConfig } from 'drizzle-orm/pg-core';
import { afterEach, expect, test, vi } from 'vitest';
import { Fault } from '@/lib/shared/errors';
import * as schema from './schema';
import { testDatabase } from './testing';

afterEach(() => vi.unstubAllEnvs());

/** The store as a process of its own has it: its own settings, its own connections. */
async function instance() {
  vi.resetModules();
  Reflect.deleteProperty(globalThis, Symbol.for('rmm-sightings.store'));
  const [{ migrateStore }, { withDatabase }, sessions, caches] = await Promise.all([
    import('./migrate.server'),
    import('./database.server'),
    import('./sessions.server'),
    import('./token-caches.server'),
  ]);
  const tokensOf = (sealed: string) => ({ sealed, renewAfter: 60 });
  const signIn = (accountId: string, idHash: string, sealed: string) =>
    sessions.insertSession(
      { idHash, accountId, tokens: tokensOf(sealed), mode: 'entra', user: 'u', name: 'N', role: 'Lead' },
      60,
    );
  const readTokenCache = async (key: string) => (await caches.readTokenCache(key))?.sealed;
  const updateTokenCache = (key: string, sealed: string) => caches.updateTokenCache(key, tokensOf(sealed));
  return { migrateStore, withDatabase, signIn, ...sessions, readTokenCache, updateTokenCache };
}

test('instances that start together on an empty database bring it to today’s schema, once', async () => {
  const { sql: past } = await testDatabase({ template: 'template0' });
  const { migrateStore } = await instance();
  await Promise.all([migrateStore(), migrateStore(), migrateStore()]);
  await migrateStore();
  const { rows } = await past('SELECT count(*)::int AS times FROM drizzle.__drizzle_migrations');
  const { rows: files } = await past('SELECT count(DISTINCT hash)::int AS times FROM drizzle.__drizzle_migrations');
  expect(rows).toEqual(files);
  expect((await past('SELECT * FROM sessions')).rows).toEqual([]);
});

test('the migrations lead to the schema: what was changed there has its migration', async () => {
  const { sql: past } = await testDatabase();
  for (const table of Object.values(schema)) {
    const { name, columns, indexes } = getTableConfig(table);
    const held =
      await past(`SELECT column_name AS name, is_nullable = 'NO' AS "notNull", data_type AS type, column_default IS NOT NULL OR is_identity = 'YES' AS "hasDefault"
      FROM information_schema.columns WHERE table_schema = 'public' AND table_name = '${name}' ORDER BY ordinal_position`);
    const meant = columns.map((column) => ({
      name: column.name,
      notNull: column.notNull,
      type: column.getSQLType(),
      hasDefault: column.hasDefault,
    }));
    expect(held.rows, name).toEqual(meant);
    const made = await past(`SELECT indexname AS name FROM pg_indexes WHERE tablename = '${name}' AND indexname !~ '_pk(ey)?$'`);
    expect(new Set(made.rows.map((row) => row.name)), name).toEqual(new Set(indexes.map((index) => index.config.name)));
  }
});

test('an account’s tokens are kept until a sign-in replaces them, its last session ends or all of them are revoked', async () => {
  await testDatabase();
  const { readTokenCache, signIn, deleteSession, deleteAccount } = await instance();
  expect(await readTokenCache('a')).toBeUndefined();
  await signIn('a', 'a1', 'x'.repeat(50_000));
  await signIn('b', 'b1', 'other');
  await signIn('a', 'a2', 'second');
  expect([await readTokenCache('a'), await readTokenCache('b')]).toEqual(['second', 'other']);
  await deleteSession({ idHash: 'a2', accountId: 'a' });
  expect(await readTokenCache('a')).toBe('second');
  await deleteSession({ idHash: 'a1', accountId: 'a' });
  expect([await readTokenCache('a'), await readTokenCache('b')]).toEqual([undefined, 'other']);
  await signIn('b', 'b2', 'newer');
  expect((await deleteAccount('b')).toSorted()).toEqual(['b1', 'b2']);
  expect(await readTokenCache('b')).toBeUndefined();
});

test.each([
  ['deleteSession', [['new'], 'new tokens']],
  ['deleteAccount', [[], undefined]],
] as const)('%s that meets a sign-in under way leaves a session with its tokens, or neither', async (ending, expected) => {
  const { sql: past } = await testDatabase();
  const { readTokenCache, signIn, withDatabase, deleteSession, deleteAccount } = await instance();
  await signIn('a', 'old', 'old tokens');
  const end = { deleteSession: () => deleteSession({ idHash: 'old', accountId: 'a' }), deleteAccount: () => deleteAccount('a') };
  const waiting = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  let ended: Promise<unknown> | undefined;
  await withDatabase((database) =>
    database.transaction(async (tx) => {
      await tx.execute(
        sql`INSERT INTO sessions SELECT 'new', mode, user_name, display_name, role, account_id, expires_at FROM sessions`,
      );
      await tx.execute(sql`UPDATE token_caches SET sealed = 'new tokens'`);
      ended = end[ending]();
      await vi.waitFor(async () => expect((await past(waiting)).rows).toHaveLength(1));
    }),
  );
  await ended;
  const { rows } = await past('SELECT id_hash FROM sessions');
  expect([rows.map((row) => row.id_hash), await readTokenCache('a')]).toEqual(expected);
});

test.each([
  ['a wrong password', { password: 'wrong' }, /refuses this server’s user or password/],
  ['another database', { pathname: '/nowhere' }, /does not exist/],
  ['nobody there', { port: '1' }, /cannot be reached/],
])('%s is told in words, without the address or the password', async (_, change, words) => {
  const { url } = await testDatabase();
  const changed = Object.assign(new URL(url), change);
  vi.stubEnv('DATABASE_URL', changed.href);
  const { readTokenCache, migrateStore } = await instance();
  for (const ask of [() => readTokenCache('a'), migrateStore]) {
    const fault = await ask().catch((error: unknown) => error);
    if (!(fault instanceof Fault)) throw fault;
    expect(fault.kind).toBe('unavailable');
    expect(fault.message).toMatch(words);
    expect(fault.message).not.toMatch(/127\.0\.0\.1|wrong/);
  }
});

test('a connection that ends in the middle of the work is a fault of that work, and the next has another', async () => {
  const { sql: past } = await testDatabase();
  const { withDatabase, readTokenCache } = await instance();
  const work = withDatabase((database) =>
    database.transaction(async (tx) => {
      const { rows } = await tx.execute<{ pid: number }>(sql`SELECT pg_backend_pid() AS pid`);
      await past(`SELECT pg_terminate_backend(${rows[0]?.pid})`);
      await tx.execute(sql`SELECT 1`);
    }),
  );
  await expect(work).rejects.toMatchObject({ kind: 'unavailable' });
  expect(await readTokenCache('a')).toBeUndefined();
});

test('a bug in a statement is shown without the values it was about', async () => {
  const { sql: past } = await testDatabase();
  const { signIn } = await instance();
  await past("ALTER TABLE token_caches ADD CHECK (sealed <> 'a secret')");
  const error = await signIn('a', 'a1', 'a secret').catch((error: unknown) => error);
  expect(error).not.toBeInstanceOf(Fault);
  expect(inspect(error, { depth: null, showHidden: true })).toMatch(/check constraint/);
  expect(inspect(error, { depth: null, showHidden: true })).not.toContain('a secret');
});

test('without an address of a database it is said how to get one', async () => {
  vi.stubEnv('DATABASE_URL', '');
  const { readTokenCache } = await instance();
  await expect(readTokenCache('a')).rejects.toThrow(/DATABASE_URL is not set.*npm start/);
});
