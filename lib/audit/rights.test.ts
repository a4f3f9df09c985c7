/** The rights on the audit that docs/azure.md gives to a cautious operator, by the very SQL that stands there. */
import { readFileSync } from 'node:fs';
import pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { randomId } from '@/lib/shared/ids';
import { type TestDatabase, testDatabase } from '@/lib/store/testing';

const suffix = randomId()
  .toLowerCase()
  .replaceAll(/[^a-z0-9]/g, '');
const [server, owner] = [`rmm_${suffix}`, `rmm_owner_${suffix}`];
let database: TestDatabase;
let asServer: pg.Client;

beforeAll(async () => {
  database = await testDatabase({ template: 'template0' });
  const url = new URL(database.url);
  const name = url.pathname.slice(1);
  await database.sql(`CREATE ROLE ${server} LOGIN PASSWORD 'x'; ALTER DATABASE ${name} OWNER TO ${server}`);
  Object.assign(url, { username: server, password: 'x' });
  vi.stubEnv('DATABASE_URL', url.href);
  const { migrateStore } = await import('@/lib/store/migrate.server');
  await migrateStore();
  const [, text = ''] = /## Let nobody change the audit.*?```sql\n(.*?)```/s.exec(readFileSync('docs/azure.md', 'utf8')) ?? [];
  const written = text
    .replaceAll('DATABASE rmm', `DATABASE ${name}`)
    .replaceAll(/\brmm_owner\b/g, owner)
    .replaceAll(/\brmm\b/g, server);
  await database.sql(written);
  await migrateStore(); // as at the next start
  asServer = new pg.Client({ connectionString: url.href });
  await asServer.connect();
});
afterAll(async () => {
  await asServer.end();
});

test('the server adds and reads entries', async () => {
  const { withTransaction } = await import('@/lib/store/database.server');
  const { record } = await import('./record.server');
  const { readAudit } = await import('./read.server');
  const alice = { id: 'alice', name: 'Alice', role: 'Lead', clientAddress: null };
  await withTransaction((tx) => record(tx, alice, { action: 'sign-in', subject: 'Entra ID' }));
  expect((await readAudit({ limit: 9 })).entries).toMatchObject([{ actor: alice, subject: 'Entra ID' }]);
});

test.each([
  "UPDATE audit SET actor_id = 'bob'",
  "BEGIN; SET LOCAL rmm_sightings.audit_retention = 'on'; DELETE FROM audit; COMMIT",
  'TRUNCATE audit',
  'ALTER TABLE audit DISABLE TRIGGER ALL',
  'DROP TRIGGER audit_refuse_row_change ON audit',
  'DROP TABLE audit',
  'DROP FUNCTION audit_refuse_change() CASCADE',
  'DROP SCHEMA public CASCADE',
  'ALTER TABLE audit OWNER TO CURRENT_USER',
  "SET session_replication_role = 'replica'",
])('to the server PostgreSQL refuses: %s', async (statement) => {
  await expect(asServer.query(statement)).rejects.toMatchObject({ code: '42501' }); // insufficient_privilege
  await asServer.query('ROLLBACK');
});
