import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import * as make from './fixtures';

const hostile = [
  '<img src=x onerror=alert(1)>',
  `'; DROP TABLE x; -- " | where 1==1`,
  '=HYPERLINK("http://x","y")',
  'line 1\r\nline 2\n\ttab',
  'right\u202Eto left\u200B\u0007\u001B[31m',
  'é 🙂 \u{10FFFF} \uFFFD \\u0041 \\" %00 ../../etc/passwd',
  '  blanks  ',
  '"',
];
const events = hostile.map((text, index) =>
  make.processEvent(9_007_199_254_740_993n + BigInt(index), {
    Timestamp: `2026-03-10T08:59:59.${String(1_234_560 + index).padStart(7, '0')}Z`,
    ProcessCommandLine: text,
    FileSize: index === 0 ? 9_223_372_036_854_775_807n : null,
    ProcessCreationTime: '0001-01-01T00:00:00.0000000Z',
    IsProcessRemoteSession: index % 2 === 0,
    AdditionalFields: index === 0 ? '{"n": 9007199254740993, "s": "x"}' : '',
    Brand: `new ${index}`,
  }),
);
const TICKS = 639_087_299_990_000_000n; // 2026-03-10T08:59:59Z
const expected = hostile.map((text, index) => [
  String(TICKS + BigInt(1_234_560 + index)),
  String(TICKS + BigInt(1_234_560 + index)),
  'a'.repeat(40),
  String(9_007_199_254_740_993n + BigInt(index)),
  text,
  index === 0 ? '9223372036854775807' : null,
  '0',
  index % 2 === 0,
  index === 0 ? '{"n":9007199254740993,"s":"x"}' : null,
  `new ${index}`,
  '',
]);
const shown =
  'Timestamp, TimeGenerated, DeviceId, ReportId, ProcessCommandLine, FileSize, ProcessCreationTime, IsProcessRemoteSession, AdditionalFields, Brand, SHA1';

async function parquet(columns: string): Promise<Buffer> {
  const file = path.join(make.newFolder(), 'x.parquet');
  const csv = path.join(make.newFolder(), 'x.ndjson');
  const plain = events.map((event) => JSON.stringify(event, (_, value) => (typeof value === 'bigint' ? String(value) : value)));
  writeFileSync(csv, plain.join('\n'));
  const read = `read_json('${csv}', format='newline_delimited', auto_detect=false, columns={${Object.keys(events[0] ?? {})
    .map((name) => `${name}: 'VARCHAR'`)
    .join(', ')}})`;
  await make.sql(`COPY (SELECT ${columns} FROM ${read}) TO '${file}' (FORMAT parquet)`);
  return readFileSync(file);
}

const utf16 = (text: string) => Buffer.from(`\uFEFF${text.replace(/^\uFEFF/, '')}`, 'utf16le');
const formats: [name: string, file: string, content: () => string | Buffer | Promise<Buffer>][] = [
  ['Defender CSV', 'AdvancedHunting.csv', () => make.defenderCsv(events)],
  ['UTF-16 CSV', 'x.csv', () => utf16(make.defenderCsv(events))],
  ['big-endian UTF-16 CSV', 'x.csv', () => utf16(make.defenderCsv(events)).swap16()],
  ['NDJSON', 'x.json', () => `${events.map((event) => make.streamed('DeviceProcessEvents', event)).join('\n')}\n`],
  [
    'NDJSON of bare rows',
    'x.json',
    () => events.map((event) => make.graphJson([event]).replace(/^.*"results":\[(.*)\]\}$/s, '$1')).join('\r\n'),
  ],
  ['records', 'x.json', () => `{"records":[${events.map((event) => make.streamed('DeviceProcessEvents', event)).join(',\n')}]}`],
  [
    'records, one list a line',
    'x',
    () => events.map((event) => `{"records":[${make.streamed('DeviceProcessEvents', event)}]}`).join('\n'),
  ],
  ['Graph', 'answer.json', () => make.graphJson(events)],
  [
    'the older API',
    'answer.json',
    () => make.graphJson(events).replace('"schema"', '"Schema"').replace('"results"', '"Results"'),
  ],
  ['Log Analytics', 'answer.json', () => make.logAnalyticsJson(events)],
  ['a plain array', 'x.json', () => make.graphJson(events).replace(/^.*"results":(\[.*\])\}$/s, '$1')],
  ['Parquet of texts', 'x.parquet', () => parquet('*')],
  [
    'Parquet of types',
    'x.parquet',
    () =>
      parquet(
        '* REPLACE (ReportId::BIGINT AS ReportId, FileSize::BIGINT AS FileSize, Timestamp::TIMESTAMP_NS AS Timestamp, ProcessCreationTime::TIMESTAMP AS ProcessCreationTime, IsProcessRemoteSession::BOOLEAN AS IsProcessRemoteSession, encode(ProcessCommandLine) AS ProcessCommandLine)',
      ),
  ],
];

test.each(formats)('%s: every value as it was, plain and gzipped', async (_, file, content) => {
  const bytes = await content();
  for (const [name, given] of [
    [file, bytes],
    [`${file}.gz`, gzipSync(bytes)],
  ] as const) {
    const dataDir = make.newFolder();
    const result = make.resultOf(await make.importContent(dataDir, name, given));
    expect(result.setAside).toEqual([]);
    expect(result.tables).toMatchObject([
      { table: 'DeviceProcessEvents', rowsNew: hostile.length, rowsAlreadyThere: 0, unknownColumns: ['Brand'] },
    ]);
    expect(await make.held(dataDir, 'DeviceProcessEvents', shown)).toEqual(expected);
  }
});
