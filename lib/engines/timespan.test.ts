import { expect, test } from 'vitest';
import { formatTimespan } from './timespan';

test.each([
  [0n, '00:00:00'],
  [1n, '00:00:00.0000001'],
  [-15_000_000n, '-00:00:01.5000000'],
  [36_610_000_000n, '01:01:01'],
  [864_000_000_000n * 12n + 9n, '12.00:00:00.0000009'],
  [-864_000_000_000n, '-1.00:00:00'],
])('%d ticks are %s', (ticks, text) => {
  expect(formatTimespan(ticks)).toBe(text);
});
