import 'server-only';
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { env } from '@/lib/shared/env';
import { Fault } from '@/lib/shared/errors';
import { log } from '@/lib/shared/log';
import { processWide } from '@/lib/shared/process-wide';
import { storeFault } from './faults';

interface Connection {
  pool: pg.Pool;
  database: NodePgDatabase;
}

const connection = () => processWide('store', connect);

function connect(): Connection {
  const connectionString = env().DATABASE_URL;
  if (connectionString === undefined)
    throw new Fault(
      'unavailable',
      'DATABASE_URL is not set. `npm start` runs a database by itself; else name your PostgreSQL there.',
    );
  const pool = new pg.Pool({ connectionString, max: 10, connectionTimeoutMillis: 5000, statement_timeout: 10_000 });
  // A server that restarts ends idle connections: without a listener that ends this process too.
  pool.on('error', (error) =>
    log().warn({ code: 'code' in error ? error.code : undefined }, 'a connection to the database ended'),
  );
  return { pool, database: drizzle({ client: pool }) };
}

/** Work on the state. What the database refuses becomes a Fault `unavailable` in words; a bug in the SQL stays what it is. */
export async function withDatabase<T>(work: (database: NodePgDatabase) => Promise<T>): Promise<T> {
  try {
    return await work(connection().database);
  } catch (error) {
    throw storeFault(error) ?? error;
  }
}

/** One connection for what a pool cannot do, such as holding a lock. */
export async function withConnection<T>(work: (database: NodePgDatabase, client: pg.PoolClient) => Promise<T>): Promise<T> {
  let client: pg.PoolClient | undefined;
  try {
    client = await connection().pool.connect();
    return await work(drizzle({ client }), client);
  } catch (error) {
    throw storeFault(error) ?? error;
  } finally {
    client?.release();
  }
}
