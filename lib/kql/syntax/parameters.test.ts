import { expect, test } from 'vitest';
import { Database } from '../cases/database';
import { KqlError } from '../model';
import { inOwnLines, withParameters } from './parameters';

const answer = async (query: string, given: Record<string, string>) =>
  (await (await Database.open([])).ask(withParameters(query, new Map(Object.entries(given))))).rows;

test('a value is a string by its name, whatever is in it', async () => {
  const hostile = "'; print 'x' //";
  expect(await answer('print a, b', { a: hostile, b: '5' })).toEqual([[hostile, '5']]);
});

test('declared parameters have their types and defaults', async () => {
  const query = `declare query_parameters (a: string, b: long = 5,
  t: datetime, s: timespan, l: long, d: dynamic, r: real, f: bool); print a, b + 1, t, s, l, d.x, r, f`;
  const given = { a: 'x', t: '2026-03-10', s: '1.5h', l: '9007199254740993', d: '{"x":[1]}', r: '-1.5', f: 'true' };
  expect(await answer(query, given)).toEqual([
    ['x', '6', '2026-03-10T00:00:00.0000000Z', '54000000000', '9007199254740993', '[1]', -1.5, true],
  ]);
});

test.each([
  ['long', '5; drop'],
  ['datetime', 'yesterday'],
  ['timespan', '1) or (1'],
  ['bool', 'maybe'],
  ['real', 'nan'],
])('a value that is no %s is refused', (type, value) => {
  expect(() => withParameters(`declare query_parameters (a: ${type}); print a`, new Map([['a', value]]))).toThrow(
    `is not of the type ${type}`,
  );
});

test('a missing value is told at its place', () => {
  expect(() => withParameters('declare query_parameters (a: long); print a', new Map())).toThrow(/^1:27 The parameter a/);
});

test('errors keep the lines and columns of the text as written', async () => {
  const query = 'declare query_parameters (a: long);\nprint a,\n  nope';
  const failed = await answer(query, { a: '1', other: 'x' }).catch((error) => error);
  expect(failed).toBeInstanceOf(KqlError);
  expect(inOwnLines(failed).message).toMatch(/^3:3 /);
});
