import { expect, test } from 'vitest';
import { parseExactly, parseLossless, stringifyLossless } from './exact-json';

test.each([
  ['[9007199254740993,-9223372036854775808,123456789012345,1]', ['9007199254740993', '-9223372036854775808', 123456789012345, 1]],
  ['[  12345678901234567.25  ,1.5e300]', ['12345678901234567.25', 1.5e300]],
  [
    '["9007199254740993","a\\"9007199254740993","\\\\",9007199254740993]',
    ['9007199254740993', 'a"9007199254740993', '\\', '9007199254740993'],
  ],
  [
    '{"a":9007199254740993,"b\\\\":"\\\\\\"","c":{"9007199254740993":9007199254740993}}',
    { a: '9007199254740993', 'b\\': '\\"', c: { '9007199254740993': '9007199254740993' } },
  ],
  ['9007199254740993', '9007199254740993'],
  ['""', ''],
])('%s', (text, value) => {
  expect(parseExactly(text)).toEqual(value);
});

test.each([
  '',
  '{',
  '["a',
  '["a\\"]',
  '[9007199254740993',
  '<html>9007199254740993</html>',
  '[9007199254740993 9007199254740993]',
])('%s is no JSON', (text) => {
  expect(() => parseExactly(text)).toThrow(SyntaxError);
});

test('a text of many megabytes is read', () => {
  const long = 'x"9007199254740993\\'.repeat(500_000);
  expect(parseExactly(JSON.stringify([long, 'y']))).toEqual([long, 'y']);
});

test('lossless is exact for what is nested', () => {
  const text = '{"id":9007199254740993,"n":1.50,"s":"9007199254740993","list":[1e2]}';
  expect(stringifyLossless(parseLossless(text))).toBe(text);
});
