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
  await makeTemplate(state.url);
  project.provide('databaseServer', state.url);
  return async () => {
    await state.stop();
    rmSync(dir, { recursive: true, force: true });
  };
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
