import { expect, test } from 'vitest';
import { layOut } from './lay-out';

test('a heading stands before the first row of its group, and a row knows its line', () => {
  const { lines, lineOf } = layOut(4, [0, 3]);
  expect(lines.map(({ row, isHeading }) => (isHeading ? `h${row}` : row))).toEqual(['h0', 0, 1, 2, 'h3', 3]);
  expect([0, 1, 2, 3].map(lineOf)).toEqual([1, 2, 3, 5]);
});

test('without groups a row is its line', () => {
  expect(layOut(2, []).lines).toEqual([
    { row: 0, isHeading: false },
    { row: 1, isHeading: false },
  ]);
});
