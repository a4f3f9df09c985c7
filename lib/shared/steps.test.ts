import { expect, test } from 'vitest';
import { atOnce, sorting, stepping } from './steps';

test('sorts as the language does, in steps; equal ones stay as they were', () => {
  const compare = (a: { key: number }, b: { key: number }) => a.key - b.key;
  for (const length of [0, 1, 255, 256, 257, 2000]) {
    const items = Array.from({ length }, (_, place) => ({ key: (place * 7919) % 101, place }));
    expect(atOnce(sorting(items, compare)), String(length)).toEqual(items.toSorted(compare));
    expect([...sorting(items, compare)].length, String(length)).toBeGreaterThanOrEqual(Math.ceil(length / 256));
  }
});

test('takes each item in order, with a pause now and then', () => {
  const seen: number[] = [];
  const steps = stepping([...Array(1000).keys()], (item, index) => seen.push(item - index));
  expect([...steps].length).toBeGreaterThan(2);
  expect([seen.length, new Set(seen)]).toEqual([1000, new Set([0])]);
});
