import { expect, test } from 'vitest';
import { claimsIn } from '@/lib/engines/azure/service';
import { durationIn, quotaOf } from './quota';
import { readAnswer } from './response';
import { timespan } from './send';

function readTable(text: string) {
  const read = readAnswer(text);
  if ('kind' in read) throw new Error(read.kind);
  return read;
}
const read = (type: string, value: string) =>
  readTable(`{"schema":[{"name":"c","type":"${type}"}],"results":[{"c@odata.type":"#X","c":${value}}]}`).rows[0]?.[0];

test.each<[string, string, string | number | boolean | null]>([
  ['Int64', '9223372036854775807', '9223372036854775807'],
  ['Int64', '-9007199254740993', '-9007199254740993'],
  ['Int64', '"9007199254740993"', '9007199254740993'],
  ['Int64', '7', '7'],
  ['Int32', '-7', -7],
  ['SByte', '1', true],
  ['SByte', '0', false],
  ['Boolean', 'true', true],
  ['Double', '1.5', 1.5],
  ['Double', '0.12345678901234566', 0.12345678901234566],
  ['Double', '"NaN"', Number.NaN],
  ['Double', '"INF"', Number.POSITIVE_INFINITY],
  ['Double', '"-INF"', Number.NEGATIVE_INFINITY],
  ['Double', '"-Infinity"', Number.NEGATIVE_INFINITY],
  ['SqlDecimal', '12345678901234567890.5', '12345678901234567890.5'],
  ['DateTime', '"2024-03-26T09:39:50.7688641Z"', '2024-03-26T09:39:50.7688641Z'],
  ['System.DateTime', '"2024-03-26T09:39:50Z"', '2024-03-26T09:39:50.0000000Z'],
  ['datetime', '"2024-03-26T10:39:50.7+01:00"', '2024-03-26T09:39:50.7000000Z'],
  ['TimeSpan', '"1.02:03:04.5000000"', '1.02:03:04.5000000'],
  ['TimeSpan', '"P1DT2H3M4.5S"', '1.02:03:04.5000000'],
  ['TimeSpan', '"-PT1H"', '-01:00:00'],
  ['Guid', '"74be27de-1e4e-49d9-b579-fe0b331d3642"', '74be27de-1e4e-49d9-b579-fe0b331d3642'],
  ['String', '"9007199254740993 \\\\ \\"1.50\\" ü"', '9007199254740993 \\ "1.50" ü'],
  ['String', '{"n":9007199254740993}', '{"n":9007199254740993}'],
  ['Object', '["12:3","9007199254740993"]', '["12:3","9007199254740993"]'],
  ['Object', '[9007199254740993,1.50,0,true,null]', '[9007199254740993,1.50,0,true,null]'],
  ['Object', '{"a":{"b":[1e2]}}', '{"a":{"b":[1e2]}}'],
  ['Object', '"{\\"id\\":9007199254740993, \\"n\\":1.50}"', '{"id":9007199254740993, "n":1.50}'],
  ['Object', '"plain"', '"plain"'],
  ['Dynamic', 'null', null],
  ...['Int64', 'Int32', 'SByte', 'Double', 'Decimal', 'DateTime', 'TimeSpan', 'Guid', 'Object'].map(
    (type): [string, string, null] => [type, 'null', null],
  ),
  ['String', 'null', ''],
])('%s %s', (type, value, cell) => {
  expect(read(type, value)).toEqual(cell);
});

test('rows follow the schema, whatever their own order and gaps', () => {
  const { columns, rows } = readTable(
    '{"schema":[{"Name":"T","Type":"DateTime"},{"Name":"s","Type":"String"},{"Name":"constructor","Type":"Object"}],' +
      '"results":[{"s":"x","T":"2024-03-26T09:39:50.1Z"},{},{"other":1,"constructor":[1]}]}',
  );
  expect(columns).toEqual([
    { name: 'T', type: 'datetime' },
    { name: 's', type: 'string' },
    { name: 'constructor', type: 'dynamic' },
  ]);
  expect(rows).toEqual([
    ['2024-03-26T09:39:50.1000000Z', 'x', null],
    [null, '', null],
    [null, '', '[1]'],
  ]);
});

test('bools stay bools beside numbers that are read exactly', () => {
  const text =
    '{"schema":[{"name":"b","type":"SByte"},{"name":"d","type":"Object"},{"name":"r","type":"Double"},{"name":"i","type":"Int32"}],';
  expect(readTable(`${text}"results":[{"b":1,"d":[1.0],"r":2.5,"i":3}]}`).rows).toEqual([[true, '[1.0]', 2.5, 3]]);
});

test.each([
  ['API calls quota exceeded! maximum allowed 45 per 00:01:00', /45 calls per minute/, undefined],
  [
    'API calls quota exceeded! maximum allowed 1500 per 01:00:00. You can send requests again in 90 seconds.',
    /1500 calls per hour/,
    90_000,
  ],
  [
    'You have exceeded processing resources allocated to this tenant. You can run queries again in 12 minutes and 30 seconds.',
    /for these 15 minutes/,
    750_000,
  ],
  [
    'You have exceeded processing resources allocated to this tenant. You can run queries again in 05:10:00.',
    /for today/,
    18_600_000,
  ],
  ['The daily CPU quota is used up.', /for today/, undefined],
  ['', /\(429\)/, undefined],
])('a 429 that says “%s”', (message, limit, after) => {
  expect(quotaOf(message)).toEqual({ limit: expect.stringMatching(limit), after });
});

test('durations as services write them', () => {
  expect(['00:00:08', '1.02:00:00', '8 seconds', '1 hour', 'soon'].map(durationIn)).toEqual([
    8000,
    93_600_000,
    8000,
    3_600_000,
    undefined,
  ]);
});

test('the span holds the present and 30 days, in whole seconds', () => {
  expect(timespan('2026-03-10T09:00:00.0000000Z')).toBe('2026-02-08T09:00:00Z/2026-03-10T09:00:01Z');
  expect(timespan('2026-03-10T09:00:59.9999999Z')).toBe('2026-02-08T09:00:59Z/2026-03-10T09:01:00Z');
});

test('a challenge without claims is none', () => {
  expect(claimsIn('Bearer realm="", error="invalid_token"')).toBeUndefined();
});
