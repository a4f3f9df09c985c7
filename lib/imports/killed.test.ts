import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { importProgressSchema } from '@/lib/engines/model';
import { runnable } from '@/lib/shared/programs';
import { defenderCsv, held, importContent, newFolder, processEvent, resultOf } from './fixtures';
import { importFile } from './import-file.server';
import { writeArguments } from './importer-arguments';

const many = defenderCsv(Array.from({ length: 40_000 }, (_, id) => processEvent(id)));

test.each(['reading', 'sorting'] as const)('killed while %s: the data is as it was, and the next import works', async (state) => {
  const dataDir = newFolder();
  await importContent(dataDir, 'before.csv', defenderCsv([processEvent(-1)]));
  const sample = path.join(dataDir, 'telemetry', 'DeviceProcessEvents');
  mkdirSync(sample, { recursive: true });
  const file = path.join(newFolder(), 'many.csv');
  writeFileSync(file, many);
  const before = readdirSync(sample);

  const given = writeArguments({ path: file, name: 'many.csv', dataDir });
  const program = runnable('lib/imports/importer-process.ts');
  const child = spawn(process.execPath, [...program.flags, program.file, given], { stdio: ['pipe', 'pipe', 'inherit'] });
  const seen: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    seen.push(importProgressSchema.parse(JSON.parse(line)).state);
    if (seen.at(-1) === state) child.kill('SIGKILL');
  }
  if (child.signalCode === null) await once(child, 'exit');
  expect([seen.at(-1), child.signalCode]).toEqual([state, 'SIGKILL']);
  expect(readdirSync(sample)).toEqual(before);
  expect(await held(dataDir, 'DeviceProcessEvents', 'ReportId')).toEqual([['-1']]);

  expect(resultOf(await importFile({ path: file, name: 'many.csv', dataDir })).tables).toMatchObject([{ rowsNew: 40_000 }]);
  expect(readdirSync(path.join(dataDir, 'telemetry'))).toEqual(['DeviceProcessEvents']);
});

test('cancelled: the data is as it was', async () => {
  const dataDir = newFolder();
  const file = path.join(newFolder(), 'many.csv');
  writeFileSync(file, many);
  const controller = new AbortController();
  const onProgress = () => controller.abort();
  const progress = await importFile({ path: file, name: 'many.csv', dataDir, signal: controller.signal, onProgress });
  expect(progress).toMatchObject({ state: 'cancelled', result: null, fault: null });
  expect(readdirSync(path.join(dataDir, 'telemetry'))).toEqual([]);
});

test('a second import at the same time is refused and says which runs', async () => {
  const dataDir = newFolder();
  const both = await Promise.all(['one.csv', 'two.csv'].map((name) => importContent(dataDir, name, many)));
  expect(both.map(({ state }) => state).sort()).toEqual(['committed', 'failed']);
  expect(both.find(({ state }) => state === 'failed')?.fault).toMatch(/held by the import of (one|two)\.csv/);
});
