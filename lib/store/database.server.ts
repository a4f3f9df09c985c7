import 'server-only';
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { env } from '@/lib/shared/env';
import { Fault } from '@/lib/shared/errors';
import { log } from '@/lib/shared/log';
import { processWide } from '@/lib/shared/process-wide';
import { toldError } from './faults';

interface Connection {
  pool: pg.Pool;
  database: NodePgDatabase;
}

const connection = () => processWide('store', connect);

function address() {
  const connectionString = env().DATABASE_URL;
  if (connectionString !== undefined)
    return { connectionString, application_name: 'rmm-sightings', connectionTimeoutMillis: 5000, keepAlive: true };
  throw new Fault(
    'unavailable',
    'DATABASE_URL is not set. `npm start` runs a database by itself; else name your PostgreSQL there.',
  );
}

function connect(): Connection {
  // PostgreSQL enforces the first limit; the driver enforces the second, for a network that loses packets silently.
  const pool = new pg.Pool({ ...address(), max: 10, statement_timeout: 10_000, query_timeout: 15_000 });
  // When PostgreSQL restarts it ends all connections, idle or in use. Without listeners the error would end this process too.
  pool.on('error', (error) =>
    log().warn({ code: 'code' in error ? error.code : undefined }, 'a connection to the database ended'),
  );
  pool.on('connect', (client) => client.on('error', () => {})); // whoever uses the connection sees its statement fail
  return { pool, database: drizzle({ client: pool }) };
}

/** An open transaction: all statements on it are kept, or none. */
export type Transaction = Parameters<Parameters<NodePgDatabase['transaction']>[0]>[0];

/** Runs work on the state. An error of the database's becomes a Fault `unavailable` in words; a bug in the SQL stays an error. */
export async function withDatabase<T>(work: (database: NodePgDatabase) => Promise<T>): Promise<T> {
  try {
    return await work(connection().database);
  } catch (error) {
    throw toldError(error);
  }
}

/** Runs work on the state in one transaction; when it throws, nothing of it is kept. Throws as `withDatabase`. */
export function withTransaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
  return withDatabase((database) => database.transaction(work));
}

/**
 * Runs work on a connection of its own: to hold a lock, or to take longer than the pool allows. The connection ends with the work,
 * and so do its locks.
 */
export async function withConnection<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ ...address(), statement_timeout: 600_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    return await work(client);
  } catch (error) {
    throw toldError(error);
  } finally {
    await client.end();
  }
}
