import { expect, test } from 'vitest';
import { keepMost } from './keep-most';

const rows = [1, 2, 3, 4, 5, 6].map((id) => ({ id }));
const kept = (most: number, ...mattering: number[]) =>
  keepMost(rows, most, ({ id }) => mattering.includes(id)).map(({ id }) => id);

test('rows that matter are kept before others, and the order stays', () => {
  expect(kept(3, 5)).toEqual([1, 2, 5]);
  expect(kept(2, 4, 5, 6)).toEqual([4, 5]);
  expect(kept(6)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(kept(0, 1)).toEqual([]);
});
