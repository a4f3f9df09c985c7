import { expect, test } from 'vitest';
import { columnNames } from './header';

test('blanks and the portal’s [UTC] are taken off, another zone is refused', () => {
  expect(columnNames([' DeviceId ', 'Timestamp [UTC]', 'Note [draft]'], 'x.csv')).toEqual([
    'DeviceId',
    'Timestamp',
    'Note [draft]',
  ]);
  expect(() => columnNames(['Timestamp [Europe time]'], 'x.csv')).toThrow('are not in UTC');
});

test('a hostile header is refused before a pattern looks at it, which would take longer than a test may', () => {
  expect(() => columnNames([`a${' '.repeat(400_000)}b`], 'x.csv')).toThrow('column 1 of the header has no usable name');
  expect(() =>
    columnNames(
      Array.from({ length: 100_000 }, (_, i) => `c${i}`),
      'x.csv',
    ),
  ).toThrow('x.csv has 100000 columns; at most 1000 are read. “c1000” is the first that is too many.');
});
