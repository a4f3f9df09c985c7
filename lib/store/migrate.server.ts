import 'server-only';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import { withConnection } from './database.server';
import { migrationsFolder } from './migrations';

/** Any number, the same in all instances. */
const LOCK = 7_262_026;

/** Brings the database to today's schema. Instances that start together take turns: the first does it, the rest find it done. */
export async function migrateStore(): Promise<void> {
  await withConnection(async (database, client) => {
    await client.query("SET statement_timeout = '5min'");
    await client.query('SELECT pg_advisory_lock($1)', [LOCK]);
    try {
      await migrate(database, { migrationsFolder });
    } finally {
      await client.query('SELECT pg_advisory_unlock($1)', [LOCK]);
      await client.query('RESET statement_timeout');
    }
  });
}
