import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { localIdentity } from '@/lib/engines/identity';
import { schemaOf } from '@/lib/kql/schemas';
import { sqlIdentifier, sqlString } from '@/lib/kql/sql/sql';
import { parseTicks } from '@/lib/shared/time';
import { openDatabase } from './database.server';
import { createEmbeddedEngine } from './engine.server';
import { openStaging } from './staging.server';
import { nothingSql } from './tables';

const now = '2026-03-10T09:00:00.0000000Z';
let dataDir = '';
beforeEach(() => {
  dataDir = mkdtempSync(path.join(os.tmpdir(), 'engine-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

/** Stores events of a table: columns by SQL expression; Timestamp as an ISO text. */
async function store(table: string, rows: Record<string, string>[]): Promise<void> {
  const staging = await openStaging(dataDir);
  const selects = rows.map(({ Timestamp = now, ...row }) => {
    const columns = { Timestamp: `${parseTicks(Timestamp)}::BIGINT`, DeviceId: "'d1'", ReportId: '1::BIGINT', ...row };
    return `SELECT ${Object.entries(columns).map(([name, sql]) => `${sql} AS ${sqlIdentifier(name)}`)}`;
  });
  await staging.writeTable(table, selects.join(' UNION ALL '));
  await staging.commit();
}

const ask = (kql: string, signal?: AbortSignal) =>
  createEmbeddedEngine(dataDir).query(kql, { now, identity: localIdentity, signal });
const rowsOf = async (kql: string) => (await ask(kql)).rows;
const fileOf = (table: string) => {
  const folder = path.join(dataDir, 'telemetry', table);
  return path.join(folder, readdirSync(folder)[0] ?? '');
};

test('64-bit numbers and 100 ns come out as they went in, also at the window’s edges', async () => {
  const times = ['2026-03-05T09:00:00.0000000Z', '2026-03-05T08:59:59.9999999Z', '2026-03-10T09:00:00.0000001Z', now];
  const ids = ['9223372036854775807', '9007199254740993', '9007199254740992', '-9223372036854775808'];
  await store(
    'DeviceProcessEvents',
    times.map((Timestamp, i) => ({ Timestamp, ReportId: `(${ids[i]})::BIGINT`, FileName: `'f${i}'` })),
  );
  const inside = await rowsOf(
    'DeviceProcessEvents | where Timestamp between (ago(5d) .. now()) | project FileName, Timestamp, ReportId | sort by FileName asc',
  );
  expect(inside).toEqual([
    ['f0', times[0], ids[0]],
    ['f3', now, ids[3]],
  ]);
  const all = await rowsOf('DeviceProcessEvents | summarize min(Timestamp), max(Timestamp), dcount(ReportId)');
  expect(all).toEqual([[times[1], times[2], '4']]);
});

test('every type has its cell', async () => {
  await store('DeviceInfo', [
    {
      OSBuild: '22621::BIGINT',
      IsExcluded: 'TRUE',
      DeviceName: "'ä'",
      LoggedOnUsers: `'[{"n":9007199254740993}]'`,
      _BilledSize: '1.5::DOUBLE',
    },
  ]);
  const { columns, rows, partial } = await ask(
    'DeviceInfo | project OSBuild, IsExcluded, IsTransient, DeviceName, Model, LoggedOnUsers, AdditionalFields, _BilledSize, age = now() - Timestamp + 1tick, toint(3)',
  );
  expect(columns.map(({ type }) => type)).toEqual([
    'long',
    'bool',
    'bool',
    'string',
    'string',
    'dynamic',
    'dynamic',
    'real',
    'timespan',
    'int',
  ]);
  expect(rows).toEqual([['22621', true, null, 'ä', '', '[{"n":9007199254740993}]', null, 1.5, '00:00:00.0000001', 3]]);
  expect(partial).toEqual([]);
});

test('a table without files is empty, not unknown; one nobody knows is refused', async () => {
  const { columns, rows } = await ask('DeviceNetworkEvents | where RemotePort == 443');
  expect(rows).toEqual([]);
  expect(columns).toHaveLength(schemaOf('DeviceNetworkEvents')?.columns.length ?? 0);
  await expect(ask('NoSuchTable | take 1')).rejects.toMatchObject({ name: 'KqlError' });
  const [status] = await createEmbeddedEngine(dataDir).tables({ now, identity: localIdentity });
  expect(status).toEqual({
    name: 'DeviceProcessEvents',
    present: false,
    timeColumn: 'Timestamp',
    within: null,
    rows: '0',
    firstEvent: null,
    lastEvent: null,
    fault: null,
  });
});

test('files may lack columns or have more', async () => {
  await store('DeviceProcessEvents', [{ FileName: "'old'" }]);
  await store('DeviceProcessEvents', [
    {
      FileName: "'new'",
      ReportId: '2::BIGINT',
      FolderPath: "'c:'",
      VendorScore: "'7'",
      LogonId: '5::BIGINT',
      AdditionalFields: `'{"a":1}'`,
    },
  ]);
  const rows = await rowsOf(
    'DeviceProcessEvents | project FileName, FolderPath, isempty(FolderPath), VendorScore, LogonId, AdditionalFields, ProcessId | sort by FileName asc',
  );
  expect(rows).toEqual([
    ['new', 'c:', false, '7', '5', '{"a":1}', null],
    ['old', '', true, '', null, null, null],
  ]);
  const { columns } = await ask('DeviceProcessEvents | take 1');
  expect(columns.at(-1)).toEqual({ name: 'VendorScore', type: 'string' });
});

test('nulls and text that is no JSON, as foreign files may hold, do no harm', async () => {
  await store('DeviceInfo', [{ DeviceName: 'NULL::VARCHAR', AdditionalFields: "'{no json'" }]);
  expect(await rowsOf('DeviceInfo | project DeviceName, AdditionalFields')).toEqual([['', '"{no json"']]);
});

test('status and version follow the files', async () => {
  const engine = createEmbeddedEngine(dataDir);
  const before = engine.version();
  await store('DeviceInfo', [{}, { Timestamp: '2026-03-01T00:00:00.0000001Z', ReportId: '2::BIGINT' }]);
  expect(engine.version()).not.toBe(before);
  expect(engine.version()).toBe(createEmbeddedEngine(dataDir).version());
  const status = (await engine.tables({ now, identity: localIdentity })).find(({ name }) => name === 'DeviceInfo');
  expect(status).toEqual({
    name: 'DeviceInfo',
    present: true,
    timeColumn: 'Timestamp',
    within: null,
    rows: '2',
    firstEvent: '2026-03-01T00:00:00.0000001Z',
    lastEvent: now,
    fault: null,
  });
  expect(engine.sample()).toBe(false);
});

test('a file cut short faults its table by name, and no other', async () => {
  await store('DeviceInfo', [{}]);
  await store('DeviceNetworkEvents', [{}]);
  const engine = createEmbeddedEngine(dataDir);
  expect(await rowsOf('DeviceNetworkEvents | count')).toEqual([['1']]);
  const file = fileOf('DeviceNetworkEvents');
  truncateSync(file, 200);
  const named = { kind: 'unavailable', message: expect.stringContaining(path.relative(dataDir, file)) };
  await expect(engine.query('DeviceNetworkEvents | count', { now, identity: localIdentity })).rejects.toMatchObject(named);
  await expect(engine.query('DeviceNetworkEvents | count', { now, identity: localIdentity })).rejects.not.toMatchObject({
    message: expect.stringContaining(dataDir),
  });
  const statuses = await engine.tables({ now, identity: localIdentity });
  expect(statuses.find(({ name }) => name === 'DeviceNetworkEvents')?.fault).toContain(path.basename(file));
  expect(await rowsOf('DeviceInfo | count')).toEqual([['1']]);
});

test('damage inside a file is found when it is read, and named', async () => {
  await store(
    'DeviceInfo',
    Array.from({ length: 50 }, (_, i) => ({ ReportId: `${i}::BIGINT`, DeviceName: `'${'x'.repeat(i * 40)}'` })),
  );
  const file = fileOf('DeviceInfo');
  const bytes = readFileSync(file);
  writeFileSync(
    file,
    bytes.fill(0xff, 8, bytes.readUInt32LE(bytes.length - 8) > 0 ? bytes.length - 8 - bytes.readUInt32LE(bytes.length - 8) : 8),
  );
  await expect(ask('DeviceInfo | where DeviceName has "x"')).rejects.toMatchObject({
    kind: 'unavailable',
    message: expect.stringContaining(path.basename(file)),
  });
});

test('a Parquet file of another making is refused, not misread', async () => {
  await store('DeviceInfo', [{}]);
  const staging = await openStaging(dataDir);
  const file = path.join(dataDir, 'telemetry', 'DeviceInfo', 'foreign.parquet');
  await staging.connection.run(`COPY (SELECT TIMESTAMP '2026-03-01' AS Timestamp, 'd' AS DeviceId) TO ${sqlString(file)}`);
  await staging.discard();
  await expect(ask('DeviceInfo')).rejects.toMatchObject({
    message: expect.stringMatching(/foreign\.parquet.*Timestamp is TIMESTAMP/),
  });
});

test('a question is stopped by its signal, while it runs and while it waits', async () => {
  const database = await openDatabase(dataDir);
  const endless = 'SELECT count(*) FROM range(100000000000) a, range(1000) b';
  const controllers = Array.from({ length: 3 }, () => new AbortController());
  const running = controllers.map(({ signal }) => database.select(endless, () => true, { signal }));
  const outcomes = Promise.allSettled(running);
  const began = performance.now();
  controllers[2]?.abort();
  await expect(running[2]).rejects.toMatchObject({ kind: 'cancelled' });
  for (const controller of controllers) controller.abort();
  for (const outcome of await outcomes) expect(outcome).toMatchObject({ status: 'rejected', reason: { kind: 'cancelled' } });
  expect(performance.now() - began).toBeLessThan(5000);
  await expect(ask('DeviceInfo', AbortSignal.abort())).rejects.toMatchObject({ kind: 'cancelled' });
  expect(await rowsOf('DeviceInfo | count')).toEqual([['0']]);
});

test('SQL on the telemetry cannot read the machine, nor write anything', async () => {
  const database = await openDatabase(dataDir);
  const run = (sql: string) => database.select(sql, () => true);
  const inside = path.join(dataDir, 'telemetry', 'out');
  await expect(run(`SELECT * FROM read_text('/etc/passwd')`)).rejects.toThrow(/disabled by configuration/);
  await expect(run(`SELECT * FROM read_text(${sqlString(path.join(dataDir, 'import.lock'))})`)).rejects.toThrow(/disabled/);
  await expect(run(`SELECT getenv('HOME')`)).rejects.toThrow();
  for (const sql of [
    `COPY (SELECT 1) TO ${sqlString(inside)}`,
    `ATTACH ${sqlString(inside)}`,
    'CREATE TABLE t (a INTEGER)',
    'SET threads = 1',
    'SELECT 1; SELECT 2',
  ])
    await expect(run(sql)).rejects.toThrow();
  expect(readdirSync(path.join(dataDir, 'telemetry'))).toEqual([]);
});

test('many questions at once each get their own answer', async () => {
  const rows = Array.from({ length: 40 }, (_, i) => ({ ReportId: `${i}::BIGINT`, DeviceName: `'n${i}'` }));
  await store('DeviceInfo', rows);
  const engine = createEmbeddedEngine(dataDir);
  const answers = rows.map((_, i) =>
    engine.query(`DeviceInfo | where ReportId == ${i} | project DeviceName`, { now, identity: localIdentity }),
  );
  expect((await Promise.all(answers)).map(({ rows }) => rows)).toEqual(rows.map((_, i) => [[`n${i}`]]));
});

test('an import between look and question is not an error: the question is asked again', async () => {
  const staging = await openStaging(dataDir, { fileName: 'sample-old.parquet' });
  const ticks = parseTicks(now);
  await staging.writeTable(
    'DeviceInfo',
    `SELECT ${ticks}::BIGINT AS Timestamp, 'd' AS DeviceId, 1::BIGINT AS ReportId, ${nothingSql('string')} AS Model`,
  );
  await staging.commit();
  const engine = createEmbeddedEngine(dataDir);
  expect(engine.sample()).toBe(true);
  expect((await engine.query('DeviceInfo | project ReportId', { now, identity: localIdentity })).rows).toEqual([['1']]);
  const asked = engine.query('DeviceInfo | project ReportId', { now, identity: localIdentity });
  await store('DeviceInfo', [{ ReportId: '2::BIGINT' }]);
  expect(['1', '2']).toContain((await asked).rows[0]?.[0]);
  expect((await engine.query('DeviceInfo | project ReportId', { now, identity: localIdentity })).rows).toEqual([['2']]);
  expect(engine.sample()).toBe(false);
});

test('a query that runs longer than it may is stopped, and says how long that is', async () => {
  const database = await openDatabase(dataDir);
  const endless = 'SELECT count(*) FROM range(100000000000) a, range(1000) b';
  await expect(database.select(endless, () => true, { timeLimit: 200 })).rejects.toMatchObject({
    kind: 'unavailable',
    message: expect.stringMatching(/ran longer than 0\.2 s and was stopped.*QUERY_TIME_LIMIT/),
  });
  await expect(database.select('SELECT 1', () => true, { timeLimit: 60_000 })).resolves.toBeUndefined();
});

test('what a query gave before it was stopped is no answer', async () => {
  const database = await openDatabase(dataDir);
  let rows = 0;
  const giving = database.select(
    'SELECT range FROM range(100000000000)',
    (chunk) => {
      rows += chunk.rowCount;
      return true;
    },
    { timeLimit: 300 },
  );
  await expect(giving).rejects.toMatchObject({ kind: 'unavailable', message: expect.stringMatching(/ran longer than 0\.3 s/) });
  expect(rows, 'some came before').toBeGreaterThan(0);
  const failing = "SELECT CASE WHEN range > 5000000 THEN error('no such number') ELSE range END FROM range(10000000)";
  await expect(database.select(failing, () => true)).rejects.toThrow('no such number');
});
