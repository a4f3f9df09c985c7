/** Where the tests of the Azure mode find the app and the stand-ins. */
import { mkdtempSync, readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type AdminAccess, FakesAdmin } from '../fakes/client/admin';

/** The balancer's port, which is part of the public address. */
export const PORT = Number(process.env.E2E_AZURE_PORT ?? 3120);
export const PUBLIC_URL = `http://127.0.0.1:${PORT}`;

// Playwright's workers load this module again, and must find the folder that the first process made.
process.env.E2E_AZURE_DIR ??= mkdtempSync(path.join(os.tmpdir(), 'rmm-sightings-azure-'));
export const DIR = process.env.E2E_AZURE_DIR;
/** This file is written once everything runs. It holds what a test needs for admin calls. */
export const accessFile = path.join(DIR, 'access.json');

export const fakes = (): FakesAdmin => new FakesAdmin(JSON.parse(readFileSync(accessFile, 'utf8')) as AdminAccess);

/** Kills the instance that answers now, as `kill -9` does. The other instance serves from then on, and is started anew if it was killed before. */
export async function killInstance(): Promise<void> {
  const { status } = await fetch(`${PUBLIC_URL}/_test/kill`, { method: 'POST' });
  if (status !== 204) throw new Error(`no instance was killed: ${status}`);
}
