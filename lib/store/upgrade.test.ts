/** A database of an earlier release, brought to today's schema. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';
import { expect, test, vi } from 'vitest';
import { z } from 'zod';
import { migrationsFolder } from './migrations';
import { testDatabase } from './testing';

const journalSchema = z.looseObject({ entries: z.array(z.looseObject({ tag: z.string() })) });

/** Makes the schema as it was after the migration `last`, by drizzle itself and so with its own records of it. */
async function migrateUpTo(url: string, last: string): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'migrations-'));
  cpSync(migrationsFolder, folder, { recursive: true });
  const file = path.join(folder, 'meta', '_journal.json');
  const journal = journalSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  const index = journal.entries.findIndex(({ tag }) => tag === last);
  expect(index, `${last} is one of the migrations`).toBeGreaterThanOrEqual(0);
  writeFileSync(file, JSON.stringify({ ...journal, entries: journal.entries.slice(0, index + 1) }));
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await migrate(drizzle({ client }), { migrationsFolder: folder });
  } finally {
    await client.end();
    rmSync(folder, { recursive: true });
  }
}

test('release 0.1: sessions and tokens are whole, nobody is signed out, and what is new works', async () => {
  const { sql, url } = await testDatabase({ template: 'template0' });
  await migrateUpTo(url, '0000_sessions');
  await expect(sql('SELECT * FROM audit')).rejects.toThrow(/does not exist/);
  await sql(`INSERT INTO sessions VALUES
    ('hash-a', 'entra', 'alice@contoso.example', 'Alice Ä', 'Lead', 'a.b', '2100-01-01 00:00:00.123456+00', NULL),
    ('hash-b', 'entra', 'bob@contoso.example', 'Bob', 'Viewer', NULL, '2100-01-01+00', '{"access_token":{}}')`);
  await sql(`INSERT INTO token_caches VALUES ('a.b', 'sealed', '2099-01-01 00:00:00.5+00')`);
  const held = async () => [
    (await sql('SELECT s::text AS row FROM sessions s ORDER BY id_hash')).rows,
    (await sql('SELECT key, sealed, updated_at::text FROM token_caches')).rows,
  ];
  const before = await held();

  vi.stubEnv('DATABASE_URL', url);
  const { migrateStore } = await import('./migrate.server');
  const { selectSession } = await import('./sessions.server');
  await migrateStore();
  expect(await held()).toEqual(before);
  expect(await selectSession('hash-a')).toMatchObject({ name: 'Alice Ä', role: 'Lead', claims: null, live: true, due: true });
  await sql(`INSERT INTO audit (actor_id, actor_name, action, subject) VALUES ('a', 'A', 'sign-in', 'x')`);
  expect((await sql('SELECT id, detail FROM audit')).rows).toEqual([{ id: '1', detail: {} }]);
});
