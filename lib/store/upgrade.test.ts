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

test.each(['0004_exclusions', '0006_views'])('what was decided is whole after an upgrade from %s', async (release) => {
  const { sql, url } = await testDatabase({ template: 'template0' });
  await migrateUpTo(url, release);
  const decision = `'anydesk', 'ws-1', '', 2, 'Carl', 'IT knows it Ä', 'https://tickets.example/7', '2030-01-01T00:00:00.0000000Z',
    '2026-03-01T00:00:00.1234567Z', 'Ann', 'ann@contoso.example', '["account:1"]'`;
  await sql(`INSERT INTO verdicts VALUES (${decision}, 'AnyDesk', 'approved', 7)`);
  await sql(`INSERT INTO verdict_history VALUES (${decision}, 'change', 'new', 'approved', 'undo of revision 1')`);
  await sql('UPDATE triage_revision SET revision = 7');
  await sql(`INSERT INTO exclusions VALUES ('e', 'Backups', 'AnyDesk', 'anydesk', '{"column": "account", "op": "=~", "value": "svc"}', 'Known',
    'Carl', 'active', 'Ann', 'ann@contoso.example', '2026-03-01T00:00:00.0000000Z', 'Lea', '2026-09-01T00:00:00.0000000Z', 3, 6)`);
  await sql(`INSERT INTO lists VALUES ('admins', 'account', '["svc-1", "svc-2"]', 'Lea', '2026-03-01T00:00:00.0000000Z', 2, 5)`);
  await sql(`INSERT INTO audit (at, actor_id, actor_name, role, client_address, action, subject, detail)
    VALUES ('2026-03-01 00:00:00.123456+00', 'ann@contoso.example', 'Ann', 'Lead', '192.0.2.7', 'verdict.set', 'approved', '{"note": "WS-1"}')`);
  const tables = ['verdicts', 'verdict_history', 'triage_revision', 'exclusions', 'lists', 'audit'];
  if (release === '0006_views') {
    await sql(`INSERT INTO views VALUES ('v', 'Bad ones Ä', 'ann@contoso.example', 'Ann', 'ann@contoso.example', 'verdict=malicious', '["owner"]',
      '2026-03-01T00:00:00.0000000Z', 2)`);
    tables.push('views');
  }
  const held = () => Promise.all(tables.map(async (table) => (await sql(`SELECT to_jsonb(t) AS row FROM ${table} t`)).rows));
  const before = await held();

  vi.resetModules();
  vi.stubEnv('DATABASE_URL', url);
  Reflect.deleteProperty(globalThis, Symbol.for('rmm-sightings.store'));
  const { migrateStore } = await import('./migrate.server');
  await migrateStore();
  const after = await held();
  for (const [i, table] of tables.entries()) expect(after[i]?.[0]?.row, table).toMatchObject(before[i]?.[0]?.row);
  await expect(sql('DELETE FROM audit')).rejects.toThrow(/append-only/);
  await expect(sql('DELETE FROM verdict_history')).rejects.toThrow(/append-only/);
  const found = await sql(
    `SELECT id FROM audit WHERE audit_words(actor_id, actor_name, action, subject, detail) @@ to_tsquery('simple', 'ws')`,
  );
  expect(found.rows, 'entries of before are found by their words').toHaveLength(1);
});
