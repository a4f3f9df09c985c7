// Runs before the unit tests: starts one PostgreSQL for the whole run, with a migrated database that each test file copies.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { migrationsFolder } from '@/lib/store/migrations';
import { databaseOn } from '@/lib/store/testing-url';
import { startState } from '../serve/state';

declare module 'vitest' {
  interface ProvidedContext {
    /** The address of the server with the tests’ databases. Its database `template` has today’s schema. */
    databaseServer: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dir = mkdtempSync(path.join(tmpdir(), 'rmm-sightings-database-'));
  const state = await startState(dir);
  await spareTheDisk(state.url);
  await makeTemplate(state.url);
  project.provide('databaseServer', state.url);
  return async () => {
    await state.stop();
    rmSync(dir, { recursive: true, force: true });
  };
}

/**
 * Lets it wait for no disk. Only a crash of the whole machine could lose what is committed then; tests that kill processes prove as much
 * as before. A database for a test is made in a fifth of the time, and a commit costs a twentieth.
 */
async function spareTheDisk(server: string): Promise<void> {
  await withClient(server, async (client) => {
    await client.query('ALTER SYSTEM SET fsync = off');
    await client.query('SELECT pg_reload_conf()');
  });
}

async function makeTemplate(server: string): Promise<void> {
  await withClient(server, (client) => client.query('CREATE DATABASE template'));
  await withClient(databaseOn(server, 'template'), (client) => migrate(drizzle({ client }), { migrationsFolder }));
}

async function withClient(connectionString: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end(); // a template must have no connections
  }
}
