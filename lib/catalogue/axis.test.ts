import { expect, test } from 'vitest';
import { formatTicks } from '@/lib/shared/time';
import { axisEnd, axisOf } from './axis';

test('an axis covers its window in whole steps', () => {
  const axis = axisOf({ from: '2026-03-05T08:30:00.0000000Z', to: '2026-03-10T08:30:00.0000000Z' });
  expect(axis).toEqual({ from: '2026-03-05T08:00:00.0000000Z', step: '1h', buckets: 121 });
  expect(formatTicks(axisEnd(axis))).toBe('2026-03-10T09:00:00.0000000Z');
});
