import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import {
  defenderCsv,
  graphJson,
  held,
  importContent,
  logAnalyticsJson,
  newFolder,
  processEvent,
  resultOf,
  sql,
  streamed,
} from './fixtures';

const three = [1, 2, 3].map((id) => processEvent(id));
const csv = defenderCsv(three);
const ndjson = three.map((event) => streamed('DeviceProcessEvents', event)).join('\n');
const head = csv.split('\r\n')[0] ?? '';
const row = (csv.split('\r\n')[1] ?? '').replace(/,1$/, ',7');

test.each([
  ['no time', row.replace('2026-03-10T', '2026-13-10T'), 'Timestamp: no time'],
  ['no device', row.replace('a'.repeat(40), ''), 'DeviceId missing'],
  ['no Timestamp', row.replace(/^[^,]*/, ''), 'Timestamp missing'],
  ['no ReportId', row.replace(/,7$/, ','), 'ReportId missing'],
  ['a field too few', row.replace(/,7$/, ''), '6 fields where the header names 7 columns'],
  ['a field too many', `${row},x`, '8 fields where the header names 7 columns'],
  ['no number', row.replace(/,7$/, ',7.5'), 'ReportId: no whole number: “7.5”'],
  ['an exponent', row.replace(/,7$/, ',9.00E+15'), 'ReportId: no whole number'],
  ['a number too large', row.replace(/,7$/, ',9223372036854775808'), 'ReportId: a number too large for long'],
  ['a NUL', row.replace('host-1', 'host\0'), 'DeviceName: a NUL character'],
  [
    'a value too long',
    row.replace('vncserver.exe', `vncserver.exe${'A'.repeat(131_072)}`),
    'FileName: 131,085 characters; at most',
  ],
  ['a name too long', row.replace('host-1', 'h'.repeat(2000)), 'DeviceName: 2,013 characters; at most 1,024 are read'],
  ['a quote inside a value', row.replace('host-1', 'ho"st'), 'field 3 has a quote inside'],
])('%s: set aside with its line, the others are taken', async (_, bad, reason) => {
  const dataDir = newFolder();
  const [, ...rows] = csv.trim().split('\r\n');
  const text = `${head}\r\n${rows[0]}\r\n${bad}\r\n${rows[1]}\r\n${rows[2]}\r\n`;
  const result = resultOf(await importContent(dataDir, 'x.csv', text));
  expect(result.tables).toMatchObject([{ rowsNew: 3 }]);
  expect(result.setAside).toEqual([{ file: 'x.csv', line: 3, reason: expect.stringContaining(reason) }]);
  const written = readFileSync(result.setAsideFile ?? '', 'utf8');
  expect(JSON.parse(written)).toMatchObject({ file: 'x.csv', line: 3, row: expect.stringContaining('vncserver') });
});

test('bytes that are no UTF-8 cost their own row only', async () => {
  const bytes = Buffer.from(csv);
  bytes[bytes.indexOf('host-1', bytes.indexOf('host-1') + 1)] = 0xff;
  const result = resultOf(await importContent(newFolder(), 'x.csv', bytes));
  expect([result.tables[0]?.rowsNew, result.rowsSetAside, result.setAside[0]?.line]).toEqual([2, 1, 3]);
});

test.each([
  ['a broken line', '{"category":"AdvancedHunting-DeviceProcessEvents","properties":{"a":', 'not JSON'],
  ['not an object', '[1,2]', 'not an object'],
  ['an escaped NUL', ndjson.split('\n')[0]?.replace('host-1', '\\u0000') ?? '', 'a NUL character'],
  ['two names that are one', ndjson.split('\n')[0]?.replace('"DeviceName"', '"deviceid"') ?? '', 'which are one name'],
  ['nested too deep', `{"a":1.5,"b":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, 'nested too deep'],
])('NDJSON, %s: set aside with its line', async (_, bad, reason) => {
  const result = resultOf(await importContent(newFolder(), 'x.json', `${ndjson.replace('\n', `\n${bad}\n`)}\n`));
  expect(result.tables).toMatchObject([{ rowsNew: 3 }]);
  expect(result.setAside).toEqual([{ file: 'x.json', line: 2, reason: expect.stringContaining(reason) }]);
});

test('a broken first line does not hide that the rest is NDJSON', async () => {
  const result = resultOf(await importContent(newFolder(), 'x.json', `{"a":\n${ndjson}`));
  expect([result.format, result.tables[0]?.rowsNew, result.setAside[0]?.line]).toEqual(['NDJSON', 3, 1]);
});

test('only the first rows set aside are in the result, all are in the file', async () => {
  const bad = Array.from({ length: 30 }, () => row.replace(/,7$/, ',x')).join('\r\n');
  const result = resultOf(await importContent(newFolder(), 'x.csv', `${csv}${bad}\r\n`));
  expect([result.rowsSetAside, result.setAside.length]).toEqual([30, 20]);
  expect(
    readFileSync(result.setAsideFile ?? '', 'utf8')
      .trim()
      .split('\n'),
  ).toHaveLength(30);
});

async function parquet(): Promise<Buffer> {
  const file = path.join(newFolder(), 'x.parquet');
  await sql(
    `COPY (SELECT '2026-03-10' AS Timestamp, 'd' AS DeviceId, 1 AS ReportId, 'x' AS ProcessCommandLine) TO '${file}' (FORMAT parquet)`,
  );
  return readFileSync(file);
}

const refused: [what: string, name: string, content: () => string | Buffer | Promise<Buffer>, fault: string][] = [
  ['an empty file', 'x.csv', () => '', 'is empty'],
  ['blanks', 'x.csv', () => ' \n\n', 'nothing but blanks'],
  ['a workbook', 'x.csv', () => Buffer.from('504b030414000600', 'hex'), 'Excel workbook'],
  ['a picture', 'x.csv', () => Buffer.from('89504e470d0a1a0a', 'hex'), 'PNG'],
  ['a sign-in page', 'x.csv', () => '\n<!DOCTYPE html><html><body>Sign in</body></html>', 'web page'],
  ['some binary', 'x.csv', () => Buffer.from(Array.from({ length: 500 }, (_, i) => i % 29)), 'binary file'],
  ['a text', 'x.csv', () => 'Dear colleague,\nthe export is attached.\n', 'names no columns'],
  ['a header named twice', 'x.csv', () => csv.replace('DeviceName', 'DeviceId'), 'the header names “DeviceId” twice'],
  ['a header without a name', 'x.csv', () => csv.replace('DeviceName', ''), 'column 3 of the header has no name'],
  ['local times', 'x.csv', () => csv.replace('Timestamp', 'Timestamp [Local Time]'), 'not in UTC'],
  ['no table', 'x.csv', () => 'Timestamp,DeviceId,ReportId,a\n2026-03-10,d,1,x\n', 'of no table known here'],
  [
    'two tables',
    'x.csv',
    () => 'Timestamp,DeviceId,ReportId,InitiatingProcessFileName\n2026-03-10,d,1,x\n',
    'fit DeviceProcessEvents, DeviceNetworkEvents, DeviceEvents, DeviceFileEvents, DeviceLogonEvents, DeviceRegistryEvents, DeviceImageLoadEvents alike; say which table it is of',
  ],
  ['a name and columns at odds', 'DeviceNetworkEvents.csv', () => csv, 'named after DeviceNetworkEvents'],
  ['no key column', 'DeviceProcessEvents.csv', () => csv.replace('ReportId', 'Other'), 'ReportId missing'],
  [
    'tables not known here',
    'x.json',
    () => ndjson.replaceAll('DeviceProcessEvents', 'DeviceNetworkInfo'),
    'not imported here: DeviceNetworkInfo (3 rows)',
  ],
  ['an answer that failed', 'x.json', () => '{"error":{"code":"Unauthorized","message":"no"}}', 'Unauthorized, no'],
  ['CSV cut inside quotes', 'x.csv', () => csv.slice(0, csv.lastIndexOf(' -service')), 'is never closed'],
  ['CSV cut inside a row', 'x.csv', () => csv.slice(0, csv.lastIndexOf('vncserver.exe,')), 'cut short'],
  ['NDJSON cut', 'x.json', () => ndjson.slice(0, -30), 'cut short'],
  ['an answer cut', 'x.json', () => graphJson(three).slice(0, -1), 'cut short'],
  ['an answer cut inside a row', 'x.json', () => logAnalyticsJson(three).slice(0, -30), 'cut short'],
  ['gzip without its trailer', 'x.csv.gz', () => gzipSync(csv).subarray(0, -8), 'cut short'],
  ['gzip cut inside', 'x.json.gz', () => gzipSync(ndjson).subarray(0, 150), 'cut short'],
  ['gzip of nothing', 'x.csv.gz', () => gzipSync(''), 'empty once unpacked'],
  ['gzip that is damaged', 'x.csv.gz', () => Buffer.concat([gzipSync(csv).subarray(0, 40), Buffer.alloc(300, 7)]), 'damaged'],
  ['gzip in gzip', 'x.csv.gz', () => gzipSync(gzipSync(csv)), 'gzipped twice'],
  ['Parquet cut', 'x.parquet', async () => (await parquet()).subarray(0, -3), 'cut short'],
  ['Parquet that is damaged', 'x.parquet', async () => (await parquet()).fill(0, 4, 40), 'no readable Parquet'],
  ['Parquet that is damaged after many rows', 'x.parquet', async () => damagedLate(), 'no readable Parquet'],
  ['Parquet with Unix times', 'x.parquet', async () => unixParquet(), 'not ticks'],
];

/** The damage is in the last of its 50 row groups. */
async function damagedLate(): Promise<Buffer> {
  const file = path.join(newFolder(), 'x.parquet');
  const columns = `'2026-03-10' AS Timestamp, 'd' || range AS DeviceId, 1 AS ReportId, md5(range::VARCHAR) AS ProcessCommandLine`;
  await sql(`COPY (SELECT ${columns} FROM range(102400)) TO '${file}' (FORMAT parquet, ROW_GROUP_SIZE 2048)`);
  const bytes = readFileSync(file);
  const footer = bytes.length - 8 - bytes.readUInt32LE(bytes.length - 8);
  return bytes.fill(0xff, footer - 20_000, footer);
}

async function unixParquet(): Promise<Buffer> {
  const file = path.join(newFolder(), 'x.parquet');
  await sql(
    `COPY (SELECT 1773133199123456 AS Timestamp, 'd' AS DeviceId, 1 AS ReportId, 'x' AS ProcessCommandLine) TO '${file}' (FORMAT parquet)`,
  );
  return readFileSync(file);
}

test.each(refused)('%s: refused by name, the data is as it was', async (_, name, content, fault) => {
  const dataDir = newFolder();
  await importContent(dataDir, 'before.csv', csv);
  const before = [readdirSync(dataDir, { recursive: true }).sort(), await held(dataDir, 'DeviceProcessEvents', '*')];
  const failed = await importContent(dataDir, name, await content());
  expect(failed.state).toBe('failed');
  expect(failed.fault).toContain(fault);
  expect(failed.fault).toContain(name);
  const after = readdirSync(dataDir, { recursive: true });
  expect([after.sort(), await held(dataDir, 'DeviceProcessEvents', '*')]).toEqual(before);
});

test('--table settles what columns leave open', async () => {
  const text = 'Timestamp,DeviceId,ReportId,InitiatingProcessFileName\n2026-03-10,d,1,x\n';
  const result = resultOf(await importContent(newFolder(), 'x.csv', text, 'DeviceNetworkEvents'));
  expect(result.tables).toMatchObject([{ table: 'DeviceNetworkEvents', rowsNew: 1 }]);
});

test('a header without rows is an export without rows', async () => {
  const result = resultOf(await importContent(newFolder(), 'x.csv', `${head}\r\n`));
  expect([result.tables, result.notes]).toEqual([[], ['The file holds no rows.']]);
});

async function parquetOf(select: string): Promise<Buffer> {
  const file = path.join(newFolder(), 'x.parquet');
  await sql(`COPY (SELECT ${select}) TO '${file}' (FORMAT parquet)`);
  return readFileSync(file);
}
const key = `TIMESTAMP '2026-03-10 08:00:00' AS Timestamp, 'd' AS DeviceId, 1 AS ReportId, 'x' AS ProcessCommandLine`;

test('a Parquet that DuckDB refuses is told without the name of its error or SQL', async () => {
  const { fault } = await importContent(newFolder(), 'x.parquet', await parquetOf(`${key}, '\\xAA'::BLOB AS b`));
  expect(fault).toMatch(/x\.parquet is no readable Parquet file: Invalid string encoding/);
  expect(fault).not.toMatch(/\w Error:|SELECT/);
});

test('a column that is one too many for its table is named', async () => {
  const wide = Array.from({ length: 960 }, (_, i) => `${i} AS c${i}`).join(', ');
  const { fault } = await importContent(newFolder(), 'x.parquet', await parquetOf(`${key}, ${wide}`));
  expect(fault).toMatch(/DeviceProcessEvents has \d+ columns of its own, and 1000 in all are read: “c9\d\d” is the first one/);
});
