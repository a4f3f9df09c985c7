import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import type { ImportProgress } from '@/lib/engines/model';
import { Fault } from '@/lib/shared/errors';
import { defenderCsv, held, newFolder, processEvent } from './fixtures';
import { runImporter } from './importer.server';
import { cancelJob, findJob, listJobs, startJob, type Upload } from './jobs.server';
import { clearUploads } from './upload.server';

const csv = defenderCsv([1, 2, 3].map((id) => processEvent(id)));
const later = new AbortController().signal;

const upload = (content: string, name = 'x.csv') => ({
  name,
  table: undefined,
  body: new Blob([content]).stream(),
  length: Buffer.byteLength(content),
  signal: later,
});

const nobody = { arrived: async () => {}, ended: async () => {} };
const start = (given: Upload) => startJob(current, given, nobody);

async function ended({ id }: ImportProgress): Promise<ImportProgress> {
  while (findJob(id).endedAt === null) await pause(50);
  await vi.waitFor(() => expect(uploads()).toEqual([]));
  return findJob(id);
}

let current = '';
const uploads = () => readdirSync(path.join(current, 'uploads'));

test('a file is received, imported in a process of its own and removed; its name is never a path', async () => {
  current = newFolder();
  mkdirSync(path.join(current, 'uploads'));
  writeFileSync(path.join(current, 'uploads', 'left-behind'), 'by a server that was killed');
  await clearUploads(current);
  const started = await start(upload(csv, '../../\u0000etc/pass\nwd.csv'));
  expect(started).toMatchObject({ state: 'reading', file: '../../ etc/pass wd.csv', endedAt: null });
  const done = await ended(started);
  expect(done).toMatchObject({ id: started.id, state: 'committed', result: { tables: [{ rowsNew: 3 }] } });
  expect(listJobs()[0]).toEqual(done);
  expect(await held(current, 'DeviceProcessEvents', 'ReportId')).toEqual([['1'], ['2'], ['3']]);
});

test('a file of the wrong kind fails by name', async () => {
  current = newFolder();
  const done = await ended(await start(upload('<html>Sign in</html>', '-- --table=x')));
  expect(done).toMatchObject({ state: 'failed', file: '-- --table=x', fault: expect.stringContaining('web page') });
});

test('one import at a time; cancelled while it arrives, nothing is left', async () => {
  current = newFolder();
  const endless = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      await pause(5);
      controller.enqueue(Buffer.from(csv));
    },
  });
  const first = start({ ...upload(csv), body: endless, length: undefined });
  await vi.waitFor(() => expect(uploads()).toHaveLength(1));
  await expect(start(upload(csv))).rejects.toMatchObject({ kind: 'conflict' });
  cancelJob(listJobs()[0]?.id ?? '');
  await expect(first).rejects.toMatchObject({ kind: 'cancelled' });
  expect([listJobs()[0]?.state, uploads()]).toEqual(['cancelled', []]);
});

test('cancelled while it is imported, nothing is left', async () => {
  current = newFolder();
  const started = await start(upload(defenderCsv(Array.from({ length: 30_000 }, (_, id) => processEvent(id)))));
  cancelJob(started.id);
  expect(await ended(started)).toMatchObject({ state: 'cancelled', result: null });
  expect(await held(current, 'DeviceProcessEvents', '*')).toEqual([]);
});

test('an upload cut short, a sender gone, a table not known: refused, nothing is left', async () => {
  current = newFolder();
  await expect(start({ ...upload(csv), length: csv.length + 500 })).rejects.toThrow('cut short');
  await expect(start({ ...upload(csv), signal: AbortSignal.abort() })).rejects.toMatchObject({
    message: expect.stringMatching(/^The upload broke off after 0 MB.*npm run import/),
  });
  expect(listJobs()[0]).toMatchObject({ state: 'failed', fault: expect.stringContaining('broke off') });
  await expect(start({ ...upload(csv), table: 'EmailEvents' })).rejects.toThrow('is no table to import into');
  await expect(start({ ...upload(csv), length: 1e15 })).rejects.toThrow('has no room for this file');
  expect(uploads()).toEqual([]);
});

test('whoever watches is told when all has arrived and when it has ended; an import that may not begin leaves nothing', async () => {
  current = newFolder();
  const told: string[] = [];
  const watcher = {
    arrived: async ({ file, state }: ImportProgress) => void told.push(`${file} ${state} ${uploads().length}`),
    ended: async ({ file, state }: ImportProgress) => void told.push(`${file} ${state}`),
  };
  await ended(await startJob(current, upload(csv), watcher));
  await vi.waitFor(() => expect(told).toEqual(['x.csv reading 1', 'x.csv committed']));
  const refused = { ...watcher, arrived: () => Promise.reject(new Fault('unavailable', 'no entry')) };
  await expect(startJob(current, upload(csv), refused)).rejects.toThrow('no entry');
  expect([listJobs()[0]?.state, uploads(), told.length]).toEqual(['failed', [], 2]);
});

test('what an importing process staged that was killed is removed at once', async () => {
  current = newFolder();
  const bad = { ...processEvent(-1), Timestamp: 'never' };
  const many = defenderCsv([bad, ...Array.from({ length: 60_000 }, (_, id) => processEvent(id))]);
  const file = path.join(newFolder(), 'many.csv');
  writeFileSync(file, many);
  const telemetry = path.join(current, 'telemetry');
  let killed = false;
  const importing = runImporter({
    path: file,
    name: 'many.csv',
    dataDir: current,
    signal: later,
    onProgress: () => {
      if (killed) return;
      killed = true;
      expect(readdirSync(telemetry)).toHaveLength(1);
      process.kill(JSON.parse(readFileSync(path.join(current, 'import.lock'), 'utf8')).pid, 'SIGKILL');
    },
  });
  await expect(importing).rejects.toThrow(/ended unexpectedly \(SIGKILL\)/);
  expect([killed, readdirSync(telemetry), readdirSync(current)]).toEqual([true, [], ['telemetry']]);
});
