/** For tests: a database of their own. */
import pg from 'pg';
import { inject, vi } from 'vitest';
import { randomId } from '@/lib/shared/ids';
import { databaseOn } from './testing-url';

export interface TestDatabase {
  url: string;
  /** Runs SQL on a connection of the test's own. */
  sql: (text: string) => Promise<pg.QueryResult>;
  /** Drops the database and ends all connections to it. */
  drop: () => Promise<unknown>;
}

/** Makes a database with today's schema and sets DATABASE_URL to it. Call it before anything reads the settings. */
export async function testDatabase({ template = 'template' } = {}): Promise<TestDatabase> {
  const server = inject('databaseServer');
  const name = `test_${randomId()}`;
  await query(server, `CREATE DATABASE ${name} TEMPLATE ${template}`);
  const url = databaseOn(server, name);
  vi.stubEnv('DATABASE_URL', url);
  return { url, sql: (text) => query(url, text), drop: () => query(server, `DROP DATABASE ${name} WITH (FORCE)`) };
}

async function query(connectionString: string, text: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return await client.query(text);
  } finally {
    await client.end();
  }
}
