import { expect, test } from 'vitest';
import { parseSightingsParams } from '@/lib/sightings/params';
import { lastWords, lengthWords, presets, windowLength, withWindow } from './window-words';

test('windows have words', () => {
  expect(lastWords('5d')).toBe('Last 5 days');
  expect(lastWords('1h')).toBe('Last hour');
  expect(lengthWords('12h')).toBe('12 hours');
  expect(lengthWords('1d')).toBe('1 day');
});

test('a window is as long as it was dragged, its last tick included', () => {
  const length = (from: string, to: string) => windowLength({ from: `2026-03-${from}Z`, to: `2026-03-${to}Z` });
  expect(length('10T00:00:00.0000000', '10T05:59:59.9999999')).toBe('6 h');
  expect(length('05T12:00:00.0000000', '10T12:00:00.0000000')).toBe('5 d');
  expect(length('05T12:00:00.0000000', '08T10:00:00.0000000')).toBe('2 d 22 h');
  expect(length('10T00:00:00.0000000', '10T23:59:50.0000000')).toBe('24 h');
  expect(length('10T00:00:00.0000000', '10T00:00:00.0000000')).toBe('0 s');
});

test('another window keeps the rest of the question and is read back as it was', () => {
  const before = new URLSearchParams('tool=anydesk&last=1h&sort=count&cursor=abc');
  const window = { from: '2026-03-10T01:00:00.0000000Z', to: '2026-03-10T02:00:00.0000000Z' };
  const after = withWindow(before, window);
  expect(parseSightingsParams(after).params).toEqual({ ...parseSightingsParams(before).params, window });
  expect(after.has('cursor')).toBe(false);
  for (const last of presets) expect(parseSightingsParams(withWindow(after, { last })).params.window).toEqual({ last });
});
