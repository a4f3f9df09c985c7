/** An import that is killed, at every step that its commit takes. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { localIdentity } from '@/lib/engines/identity';
import { runnable } from '@/lib/shared/programs';
import { createEmbeddedEngine } from './engine.server';
import { openStaging } from './staging.server';

const now = '2026-03-10T09:00:00.0000000Z';
const root = mkdtempSync(path.join(os.tmpdir(), 'crash-'));
const before = path.join(root, 'before');

/** Imports in a process of its own, which is killed just before its nth rename or removal. */
const importAndDie = `
  import fs from 'node:fs';
  import { syncBuiltinESMExports } from 'node:module';
  const [module, dataDir, last] = process.argv.slice(1);
  let steps = 0;
  for (const name of ['rename', 'rm']) {
    const real = fs.promises[name];
    fs.promises[name] = async (...args) => {
      if (++steps === Number(last)) process.kill(process.pid, 'SIGKILL');
      await real(...args);
    };
  }
  syncBuiltinESMExports();
  const { openStaging } = await import(module);
  const staging = await openStaging(dataDir);
  for (const table of ['DeviceInfo', 'DeviceNetworkEvents'])
    await staging.writeTable(table, "SELECT 638000000000000000 AS Timestamp, 'own' AS DeviceId, range AS ReportId FROM range(3)");
  await staging.commit();
  process.stdout.write('done after ' + steps + ' steps');
`;

function runImport(dataDir: string, killedAt: number) {
  cpSync(before, dataDir, { recursive: true });
  const { flags, file } = runnable('lib/engines/embedded/staging.server.ts');
  const node = [...flags, '--input-type=module', '--eval', importAndDie];
  return spawnSync(process.execPath, [...node, pathToFileURL(file).href, dataDir, String(killedAt)], { encoding: 'utf8' });
}

beforeAll(async () => {
  const staging = await openStaging(before, { fileName: 'sample-x.parquet' });
  for (const table of ['DeviceInfo', 'DeviceProcessEvents'])
    await staging.writeTable(
      table,
      `SELECT 638000000000000000 AS Timestamp, 'sample' AS DeviceId, range AS ReportId FROM range(5)`,
    );
  await staging.commit();
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

async function held(dataDir: string) {
  const query = 'union withsource=T DeviceInfo, DeviceNetworkEvents, DeviceProcessEvents | summarize n = count() by T, DeviceId';
  const { rows } = await createEmbeddedEngine(dataDir).query(`${query} | sort by T asc`, { now, identity: localIdentity });
  return rows.map((row) => row.join(' '));
}

const asBefore = ['DeviceInfo sample 5', 'DeviceProcessEvents sample 5'];
const imported = ['DeviceInfo own 3', 'DeviceNetworkEvents own 3'];

// Commit; remove two files of the sample; move two files in; remove the folder.
test.each([
  [1, asBefore],
  [2, imported],
  [3, imported],
  [4, imported],
  [5, imported],
  [6, imported],
])('killed before step %d, an import has happened or it has not', async (step, expected) => {
  const dataDir = path.join(root, String(step));
  expect(runImport(dataDir, step).signal).toBe('SIGKILL');
  await (await openStaging(dataDir)).discard();
  expect(await held(dataDir)).toEqual(expected);
  expect(readdirSync(path.join(dataDir, 'telemetry')).filter((name) => name.startsWith('.'))).toEqual([]);
});

test('a server that is asked finishes what a killed import had committed', async () => {
  const dataDir = path.join(root, 'serving');
  expect(runImport(dataDir, 3).signal).toBe('SIGKILL');
  expect(await held(dataDir)).toEqual(imported);
});

test('left alone it comes to its end, in as many steps', async () => {
  const dataDir = path.join(root, 'whole');
  expect(runImport(dataDir, 0).stdout).toBe('done after 7 steps');
  expect(await held(dataDir)).toEqual(imported);
});
