import 'server-only';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import { withConnection } from './database.server';
import { migrationsFolder } from './migrations';

/** The advisory lock's number. It is arbitrary, but must be the same in all instances. */
const LOCK = 7_262_026;

/** Brings the database to today's schema. Of instances that start together the first migrates, and the others wait for it. */
export async function migrateStore(): Promise<void> {
  await withConnection(async (client) => {
    await client.query('SELECT pg_advisory_lock($1)', [LOCK]); // held until the connection ends
    await migrate(drizzle({ client }), { migrationsFolder });
  });
}
