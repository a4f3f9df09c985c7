import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import type { QueryResult } from '@/lib/engines/engine';
import { formats } from './format';

const answer: QueryResult = {
  columns: [
    { name: 'Text', type: 'string' },
    { name: 'Long', type: 'long' },
    { name: 'Real', type: 'real' },
    { name: 'D', type: 'dynamic' },
  ],
  rows: [
    ['a "b", c\r\nd\u001b[31m\u202e', '9007199254740993', 1.5, '{"n":9007199254740993}'],
    ['', null, Number.NaN, null],
  ],
  partial: [],
  cut: false,
};

test('JSON keeps every digit', () => {
  const text = formats.json(answer);
  expect(text).toContain('{"n":9007199254740993}');
  expect(JSON.parse(text)).toMatchObject({
    columns: answer.columns,
    rows: [
      [answer.rows[0]?.[0], '9007199254740993', 1.5, {}],
      ['', null, 'NaN', null],
    ],
  });
  expect(JSON.parse(formats.json({ ...answer, rows: [] })).rows).toEqual([]);
});

test('CSV is read back as it was', () => {
  expect(parse(formats.csv(answer))).toEqual([
    ['Text', 'Long', 'Real', 'D'],
    [answer.rows[0]?.[0], '9007199254740993', '1.5', '{"n":9007199254740993}'],
    ['', '', 'NaN', ''],
  ]);
});

test('a table cuts long texts and lets none steer the terminal', () => {
  const text = formats.table({ ...answer, rows: [...answer.rows, ['x'.repeat(100), null, null, null]] });
  for (const mark of ['\u001b', '\u202e', '\r']) expect(text).not.toContain(mark);
  expect(text).toContain(`${'x'.repeat(59)}…`);
  expect(text).toMatch(/\n3 rows\n$/);
});
