/** The server of the tests: its own data, made anew each run, and a present that stands still. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const PORT = process.env.E2E_PORT ?? '3100';
export const BASE_URL = `http://127.0.0.1:${PORT}`;
/** A Tuesday, noon. */
export const NOW = '2026-03-10T12:00:00.0000000Z';

// Playwright's workers read this file again: they must find the folder that the first process made.
process.env.E2E_DATA_DIR ??= mkdtempSync(path.join(os.tmpdir(), 'rmm-sightings-e2e-'));
export const DATA_DIR = process.env.E2E_DATA_DIR;
/** A signed-in session, in which the stories are played. */
export const STORAGE_STATE = path.join(DATA_DIR, 'browser-state.json');
/** Another session, for what somebody else does meanwhile. */
export const COLLEAGUE_STATE = path.join(DATA_DIR, 'colleague-state.json');

/** `NODE_ENV` keeps scripts/run.mjs from the settings in a .env. */
export const serverEnv = { ...process.env, NODE_ENV: 'test' as const, PORT, HOST: '127.0.0.1', DATA_DIR, NOW, LOG_LEVEL: 'warn' };

/** Runs a command of the project on the server's data, as a person in another terminal would. */
export function run(script: string, ...args: string[]): string {
  return execFileSync(process.execPath, ['scripts/run.mjs', script, ...args], { env: serverEnv, encoding: 'utf8' });
}

/** A new one-time link. */
export function signInLink(): string {
  const link = /https?:\S+\/sign-in\?token=\S+/.exec(run('sign-in'))?.[0];
  if (!link) throw new Error('npm run sign-in printed no link');
  return link;
}
