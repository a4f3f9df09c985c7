import { beforeAll, expect, test } from 'vitest';
import { parseKql } from './parse';

const union = (n: number) =>
  `let a0 = DeviceProcessEvents;\n${Array.from({ length: n }, (_, i) => `let a${i + 1} = union a${i}, a${i};\n`).join('')}a${n} | count`;

// The parser takes seconds to load on a busy machine.
beforeAll(() => {
  parseKql('print 1');
});

test('names of let that double each other are refused at once, with their place', () => {
  const began = performance.now();
  expect(() => parseKql(union(18))).toThrow(/^10:1 This let uses the names before it more than 1000 times/);
  expect(performance.now() - began).toBeLessThan(5000);
});

test('names that are used often, but not in each other, are taken', () => {
  expect(() => parseKql(union(5))).not.toThrow();
  const many = Array.from({ length: 200 }, (_, i) => `let b${i} = a; `).join('');
  expect(() => parseKql(`let a = 5d; ${many}print a, b0, b199`)).not.toThrow();
});

test('one name that uses another more often than the limit is refused too', () => {
  const sum = Array(1000).fill('a').join('+');
  expect(() => parseKql(`let a = 1; let b = ${sum}; print b`)).toThrow(/^1:12 This let uses/);
});
