import { readdirSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { afterEach, expect, test, vi } from 'vitest';
import { defenderCsv, held, importContent, newFolder, processEvent, resultOf } from './fixtures';

/** Bytes that the disk has free, beginning with the first look; the last goes on. */
const disk = vi.hoisted(() => ({ free: [] as number[] }));
vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof import('node:fs/promises')>();
  const statfs = async (dir: string) => {
    const free = disk.free.length > 1 ? disk.free.shift() : disk.free[0];
    return free === undefined ? await real.statfs(dir) : { bavail: free, bsize: 1 };
  };
  return { ...real, statfs };
});
afterEach(() => {
  disk.free = [];
});

const megabyte = 1024 ** 2;
const csv = defenderCsv([1, 2, 3].map((id) => processEvent(id)));
const failed = async (content: string | Buffer) => {
  const dataDir = newFolder();
  const { state, fault } = await importContent(dataDir, 'x.csv', content);
  expect([state, await held(dataDir, 'DeviceProcessEvents', '*'), readdirSync(`${dataDir}/telemetry`)]).toEqual([
    'failed',
    [],
    [],
  ]);
  return fault;
};

test('a file that unpacks to blank lines is refused long before its end', async () => {
  const blank = Buffer.alloc(20 * megabyte, '\n');
  expect(await failed(gzipSync(Buffer.concat([Buffer.from(csv), blank])))).toMatch(/has no row in 16 MB, after 3 rows/);
  expect(await failed(`${csv.split('\r\n')[0]}\r\n${blank}`)).toMatch(/has no row in 16 MB, after 0 rows/);
});

/** Some 70 MB of rows with long command lines. */
const long = defenderCsv(
  Array.from({ length: 8000 }, (_, id) => ({ ...processEvent(id), ProcessCommandLine: 'x'.repeat(9000) })),
);

test('a file that unpacks to hundreds of times its size is refused', async () => {
  expect(await failed(gzipSync(long))).toMatch(/unpacks to more than 200 times its size/);
}, 90_000);

test('a disk that fills while a file is staged ends the import', async () => {
  disk.free = [5000 * megabyte, 1000 * megabyte];
  expect(await failed(long)).toMatch(/has no room for this file: 0\.0 GB are free \(1 GB is kept back\)\./);
}, 90_000);

test('an export that packs well is taken', async () => {
  const events = Array.from({ length: 20_000 }, (_, id) => processEvent(id));
  expect(resultOf(await importContent(newFolder(), 'x.csv', gzipSync(defenderCsv(events)))).tables).toMatchObject([
    { rowsNew: 20_000 },
  ]);
});
