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
  // The second limit is of this end, for a network that swallows what it is given.
  const pool = new pg.Pool({ ...address(), max: 10, statement_timeout: 10_000, query_timeout: 15_000 });
  // A server that restarts ends its connections, idle ones and those in use: without listeners that ends this process too.
  pool.on('error', (error) =>
    log().warn({ code: 'code' in error ? error.code : undefined }, 'a connection to the database ended'),
  );
  pool.on('connect', (client) => client.on('error', () => {})); // whoever has it is told by the statement that fails
  return { pool, database: drizzle({ client: pool }) };
}

/** What a transaction hands to its work: statements on it are kept together or not at all. */
export type Transaction = Parameters<Parameters<NodePgDatabase['transaction']>[0]>[0];

/** Work on the state. What the database refuses becomes a Fault `unavailable` in words; a bug in the SQL stays what it is. */
export async function withDatabase<T>(work: (database: NodePgDatabase) => Promise<T>): Promise<T> {
  try {
    return await work(connection().database);
  } catch (error) {
    throw toldError(error);
  }
}

/** Work on the state in one transaction: when it throws, nothing of it is kept. Faults as `withDatabase`. */
export function withTransaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
  return withDatabase((database) => database.transaction(work));
}

/** A connection by itself for what a pool cannot do: to hold a lock, to take long. It ends with the work, and its locks with it. */
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
