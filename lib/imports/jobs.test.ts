import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import type { ImportProgress } from '@/lib/engines/model';
import { defenderCsv, held, newFolder, processEvent } from './fixtures';
import { cancelImport, findImport, listImports, startImport } from './jobs.server';
import { clearUploads } from './upload.server';

const csv = defenderCsv([1, 2, 3].map((id) => processEvent(id)));
const later = new AbortController().signal;

/** A DATA_DIR which the importing process finds too. */
function dataFolder(): string {
  const dataDir = newFolder();
  vi.stubEnv('DATA_DIR', dataDir);
  return dataDir;
}

const upload = (content: string, name = 'x.csv') => ({
  name,
  table: undefined,
  body: new Blob([content]).stream(),
  length: Buffer.byteLength(content),
  signal: later,
});

async function ended({ id }: ImportProgress): Promise<ImportProgress> {
  while (findImport(id).endedAt === null) await pause(50);
  await vi.waitFor(() => expect(uploads()).toEqual([]));
  return findImport(id);
}

let current = '';
const uploads = () => readdirSync(path.join(current, 'uploads'));

test('a file is received, imported in a process of its own and removed; its name is never a path', async () => {
  current = dataFolder();
  mkdirSync(path.join(current, 'uploads'));
  writeFileSync(path.join(current, 'uploads', 'left-behind'), 'by a server that was killed');
  await clearUploads(current);
  const started = await startImport(current, upload(csv, '../../\u0000etc/pass\nwd.csv'));
  expect(started).toMatchObject({ state: 'reading', file: '../../ etc/pass wd.csv', endedAt: null });
  const done = await ended(started);
  expect(done).toMatchObject({ id: started.id, state: 'committed', result: { tables: [{ rowsNew: 3 }] } });
  expect(listImports()[0]).toEqual(done);
  expect(await held(current, 'DeviceProcessEvents', 'ReportId')).toEqual([['1'], ['2'], ['3']]);
});

test('a file of the wrong kind fails by name', async () => {
  current = dataFolder();
  const done = await ended(await startImport(current, upload('<html>Sign in</html>', '-- --table=x')));
  expect(done).toMatchObject({ state: 'failed', file: '-- --table=x', fault: expect.stringContaining('web page') });
});

test('one import at a time; cancelled while it arrives, nothing is left', async () => {
  current = dataFolder();
  const endless = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      await pause(5);
      controller.enqueue(Buffer.from(csv));
    },
  });
  const first = startImport(current, { ...upload(csv), body: endless, length: undefined });
  await vi.waitFor(() => expect(uploads()).toHaveLength(1));
  await expect(startImport(current, upload(csv))).rejects.toMatchObject({ kind: 'conflict' });
  cancelImport(listImports()[0]?.id ?? '');
  await expect(first).rejects.toMatchObject({ kind: 'cancelled' });
  expect([listImports()[0]?.state, uploads()]).toEqual(['cancelled', []]);
});

test('cancelled while it is imported, nothing is left', async () => {
  current = dataFolder();
  const started = await startImport(current, upload(defenderCsv(Array.from({ length: 30_000 }, (_, id) => processEvent(id)))));
  cancelImport(started.id);
  expect(await ended(started)).toMatchObject({ state: 'cancelled', result: null });
  expect(await held(current, 'DeviceProcessEvents', '*')).toEqual([]);
});

test('an upload cut short, a sender gone, a table not known: refused, nothing is left', async () => {
  current = dataFolder();
  await expect(startImport(current, { ...upload(csv), length: csv.length + 500 })).rejects.toThrow('cut short');
  await expect(startImport(current, { ...upload(csv), signal: AbortSignal.abort() })).rejects.toMatchObject({
    kind: 'cancelled',
  });
  await expect(startImport(current, { ...upload(csv), table: 'DeviceEvents' })).rejects.toThrow('is no table to import into');
  await expect(startImport(current, { ...upload(csv), length: 1e15 })).rejects.toThrow('has no room for this file');
  expect(uploads()).toEqual([]);
});
