/**
 * tsx keeps compiled code in the machine’s temp folder, under a name that anybody can guess, and runs what it finds there. A
 * person who makes that folder first would run code as us, so no program of ours may use it.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { z } from 'zod';
import { runImporter } from '@/lib/imports/importer.server';

// Elsewhere in the tests it starts from a bundle.
vi.mock('@/lib/shared/programs', () => import('../lib/shared/programs'));

const cached = z.looseObject({ code: z.string() });
const tsx = ['--conditions=react-server', '--import', 'tsx'];

/** A temp folder in which the compiled code of `script` writes a file when it runs. */
function poisonedFor(script: string): { folder: string; ran: () => boolean; run: (args: string[], env?: object) => void } {
  const folder = mkdtempSync(path.join(tmpdir(), 'poisoned-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const marker = path.join(folder, 'ran');
  const run = (args: string[], more: object = {}) => {
    const { PATH, SystemRoot } = process.env;
    const env: NodeJS.ProcessEnv = { PATH, SystemRoot, NODE_ENV: 'test', TMPDIR: folder, TEMP: folder, ...more };
    spawnSync(process.execPath, args, { env, timeout: 60_000 });
  };
  run([...tsx, script]);
  const cache = readdirSync(folder).find((name) => name.startsWith('tsx-')) ?? '';
  const files = readdirSync(path.join(folder, cache));
  expect(files.length, 'tsx wrote its cache').toBeGreaterThan(0);
  for (const name of files) {
    const file = path.join(folder, cache, name);
    const entry = cached.parse(JSON.parse(readFileSync(file, 'utf8')));
    const poison = `process.getBuiltinModule("fs").writeFileSync(${JSON.stringify(marker)},"");`;
    writeFileSync(file, JSON.stringify({ ...entry, code: `${poison}${entry.code}` }));
  }
  return { folder, ran: () => existsSync(marker), run };
}

test('the poison works where the cache is used', () => {
  const { run, ran } = poisonedFor('scripts/sign-in.ts');
  run([...tsx, 'scripts/sign-in.ts']);
  expect(ran()).toBe(true);
});

test.each([{}, { TSX_DISABLE_CACHE: '' }])('a command does not run what lies in the cache, with %j', (env) => {
  const { run, ran } = poisonedFor('scripts/sign-in.ts');
  run(['scripts/run.mjs', 'sign-in'], env);
  expect(ran()).toBe(false);
});

test('nor does the process that imports a file', async () => {
  const { folder, ran } = poisonedFor('lib/imports/importer-process.ts');
  for (const name of ['TMPDIR', 'TEMP']) vi.stubEnv(name, folder);
  const file = path.join(folder, 'x.csv');
  writeFileSync(file, '<html>');
  const states: string[] = [];
  await runImporter({
    path: file,
    name: 'x.csv',
    dataDir: path.join(folder, 'data'),
    signal: new AbortController().signal,
    onProgress: ({ state }) => states.push(state),
  });
  expect([states.at(-1), ran()]).toEqual(['failed', false]);
});
