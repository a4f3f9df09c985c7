import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { acquireLock } from '@/lib/shared/lock';
import { recoverCommits } from './commits.server';
import { openStaging, type Staging } from './staging.server';

let dataDir = '';
beforeEach(() => {
  dataDir = mkdtempSync(path.join(os.tmpdir(), "staging [x]'s-"));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const rows = (n: number) =>
  `SELECT 'd' || (range % 7) AS DeviceId, range * 37 % 1000 + 638000000000000000 AS Timestamp, range AS ReportId FROM range(${n})`;
const inTable = (table: string) => {
  const folder = path.join(dataDir, 'telemetry', table);
  return existsSync(folder) ? readdirSync(folder).sort() : [];
};
const inTelemetry = () => readdirSync(path.join(dataDir, 'telemetry')).sort();
const read = async (staging: Staging, sql: string) => (await staging.connection.runAndReadAll(sql)).getRowsJson();

test('what is committed is there, sorted, and nothing else is', async () => {
  const staging = await openStaging(dataDir);
  expect(await staging.writeTable('DeviceInfo', rows(500_000))).toBe(500_000);
  expect(await staging.writeTable('DeviceNetworkEvents', rows(0))).toBe(0);
  expect(inTable('DeviceInfo')).toEqual([]);
  expect(await staging.commit()).toEqual({ replacedSample: false });
  expect(inTelemetry()).toEqual(['DeviceInfo']);
  expect(readdirSync(dataDir)).toEqual(['telemetry']);

  const next = await openStaging(dataDir);
  const [file] = next.files('DeviceInfo');
  const source = `read_parquet('${file?.replaceAll("'", "''")}')`;
  expect(await read(next, `SELECT count(*), count(DISTINCT ReportId) FROM ${source}`)).toEqual([['500000', '500000']]);
  const unsorted = `SELECT count(*) FROM (SELECT Timestamp < lag(Timestamp) OVER () AS wrong FROM ${source}) WHERE wrong`;
  expect(await read(next, unsorted)).toEqual([['0']]);
  await next.discard();
  expect(inTelemetry()).toEqual(['DeviceInfo']);
});

test('what is discarded, or fails, leaves the data as it was and the lock free', async () => {
  const staging = await openStaging(dataDir);
  await staging.writeTable('DeviceInfo', rows(10));
  await staging.discard();
  expect(inTelemetry()).toEqual([]);
  const second = await openStaging(dataDir);
  await expect(second.writeTable('DeviceInfo', 'SELECT 1 AS Timestamp, no_such FROM range(1)')).rejects.toThrow();
  await second.discard();
  expect(inTelemetry()).toEqual([]);
  expect(readdirSync(dataDir)).toEqual(['telemetry']);
});

test('a second import at once is refused with the first one’s name', async () => {
  const first = await openStaging(dataDir, { holder: 'npm run import' });
  await expect(openStaging(dataDir)).rejects.toMatchObject({
    kind: 'conflict',
    message: expect.stringContaining('npm run import'),
  });
  await first.discard();
  await (await openStaging(dataDir)).discard();
});

test('its SQL reaches nothing outside DATA_DIR', async () => {
  const staging = await openStaging(dataDir);
  await expect(read(staging, `SELECT * FROM read_text('/etc/passwd')`)).rejects.toThrow(/disabled by configuration/);
  await expect(read(staging, `COPY (SELECT 1) TO '${os.tmpdir()}/out.parquet'`)).rejects.toThrow(/disabled by configuration/);
  await expect(read(staging, 'SET enable_external_access = true')).rejects.toThrow();
  await staging.discard();
});

test('own data takes the place of the sample', async () => {
  const sample = await openStaging(dataDir, { fileName: 'sample-a.parquet' });
  await sample.writeTable('DeviceInfo', rows(10));
  await sample.writeTable('DeviceNetworkEvents', rows(10));
  await sample.commit();
  const staging = await openStaging(dataDir);
  expect(staging.files('DeviceInfo')).toEqual([]);
  await staging.writeTable('DeviceInfo', rows(5));
  expect(await staging.commit()).toEqual({ replacedSample: true });
  expect(inTable('DeviceNetworkEvents')).toEqual([]);
  expect(inTable('DeviceInfo')).toHaveLength(1);
  expect(inTable('DeviceInfo')).not.toContain('sample-a.parquet');
});

test('recovery leaves a running import alone and clears a dead one', async () => {
  mkdirSync(path.join(dataDir, 'telemetry', '.import-dead'), { recursive: true });
  writeFileSync(path.join(dataDir, 'telemetry', '.import-dead', 'work.duckdb'), 'x');
  const lock = await acquireLock(path.join(dataDir, 'import.lock'), 'somebody');
  await recoverCommits(dataDir);
  expect(inTelemetry()).toEqual(['.import-dead']);
  await lock.release();
  await recoverCommits(dataDir);
  expect(inTelemetry()).toEqual([]);
});
