import { expect, test } from 'vitest';
import { axisTicks, bucketStart, bucketsWindow, bucketWords } from './buckets';

const axis = { from: '2026-03-10T08:00:00.0000000Z', step: '1h' };
const window = { from: '2026-03-10T08:20:00.0000000Z', to: '2026-03-10T11:10:00.0000000Z' };

test('a bucket begins where the steps say, to 100 ns', () => {
  expect(bucketStart(axis, 2)).toBe('2026-03-10T10:00:00.0000000Z');
});

test('a drag gives whole buckets, either way round, without the first instant of the next', () => {
  const expected = { from: '2026-03-10T09:00:00.0000000Z', to: '2026-03-10T10:59:59.9999999Z' };
  expect(bucketsWindow(axis, 1, 2, window)).toEqual(expected);
  expect(bucketsWindow(axis, 2, 1, window)).toEqual(expected);
});

test('the first and last bucket do not reach past the window', () => {
  expect(bucketsWindow(axis, 0, 3, window)).toEqual(window);
});

test('a bucket in words follows the zone', () => {
  expect(bucketWords(axis, 0, 'UTC')).toBe('2026-03-10 08:00 – 09:00');
  expect(bucketWords(axis, 15, 'UTC')).toBe('2026-03-10 23:00 – 2026-03-11 00:00');
  expect(bucketWords(axis, 0, 'Asia/Kathmandu')).toBe('2026-03-10 13:45 – 14:45');
});

test('ticks stand on round times of the zone and there are not too many', () => {
  const days = { from: '2026-03-05T09:00:00.0000000Z', step: '1h' };
  const utc = axisTicks(days, 121, 'UTC', 8);
  expect(utc.map(({ label }) => label)).toEqual(['03-06', '03-07', '03-08', '03-09', '03-10']);
  expect(utc[0]?.index).toBe(15);
  expect(axisTicks(days, 121, 'Europe/Zurich', 8)[0]?.index).toBe(14);
  const minutes = axisTicks({ from: '2026-03-10T23:00:00.0000000Z', step: '1m' }, 121, 'UTC', 8);
  expect(minutes.map(({ label }) => label)).toEqual(['03-10 23:00', '23:30', '03-11', '00:30', '01:00']);
  for (const step of ['1m', '15m', '6h', '5d', '365d'])
    expect(axisTicks({ from: axis.from, step }, 121, 'UTC', 10).length).toBeLessThan(11);
});
