import { expect, test } from 'vitest';
import { isObject, parseExact, textOfValue } from './json-value';

const numbers = [
  '0',
  '-0',
  '7',
  '-123456789012345',
  '9007199254740993',
  '-9223372036854775808',
  '1.10',
  '-0.5',
  '1e5',
  '1E-7',
  '12345678901234567890.5',
];

test.each(numbers)('%s is kept digit by digit wherever it stands', (number) => {
  const places = [`{"a":${number}}`, `{"a" :\n ${number} }`, `{"x":"8:59","a":${number},"b":1}`];
  for (const text of places) {
    const value = parseExact(text);
    expect(isObject(value) && textOfValue(value.a)).toBe(number);
  }
  for (const inner of [`[${number}]`, `[1,${number},2]`, `{"n":[[${number}]]}`, `[{"n":${number}}]`]) {
    const value = parseExact(`{"a":${inner}}`);
    expect(isObject(value) && textOfValue(value.a)).toBe(inner);
  }
});

test('texts are not touched, whatever number they look like', () => {
  const value = parseExact('{"a":"1.10","b":"x\\":1.50, 9007199254740993","c":null,"d":true,"e":""}');
  expect(isObject(value) && Object.values(value).map(textOfValue)).toEqual(['1.10', 'x":1.50, 9007199254740993', '', 'true', '']);
});
