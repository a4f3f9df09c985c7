import { expect, test } from 'vitest';
import { groupBegins } from './group-begins';

test('each group has one heading, at its first row', () => {
  expect(groupBegins(['a', 'a', 'b', 'a', 'c'], (row) => row)).toEqual([
    { index: 0, key: 'a' },
    { index: 2, key: 'b' },
    { index: 4, key: 'c' },
  ]);
});
