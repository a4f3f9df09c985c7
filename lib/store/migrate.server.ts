import 'server-only';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import { withConnection } from './database.server';
import { migrationsFolder } from './migrations';

/** Any number, the same in all instances. */
const LOCK = 7_262_026;

/** Brings the database to today's schema. Instances that start together take turns: the first does it, the rest find it done. */
export async function migrateStore(): Promise<void> {
  await withConnection(async (client) => {
    await client.query('SELECT pg_advisory_lock($1)', [LOCK]); // until the connection ends
    await migrate(drizzle({ client }), { migrationsFolder });
  });
}
