import { expect, test } from 'vitest';
import { parseSightingsParams } from '@/lib/sightings/params';
import { lastWords, lengthWords, presets, withWindow } from './window-words';

test('windows have words', () => {
  expect(lastWords('5d')).toBe('Last 5 days');
  expect(lastWords('1h')).toBe('Last hour');
  expect(lengthWords('12h')).toBe('12 hours');
  expect(lengthWords('1d')).toBe('1 day');
});

test('another window keeps the rest of the question and is read back as it was', () => {
  const before = new URLSearchParams('tool=anydesk&last=1h&sort=count&cursor=abc');
  const window = { from: '2026-03-10T01:00:00.0000000Z', to: '2026-03-10T02:00:00.0000000Z' };
  const after = withWindow(before, window);
  expect(parseSightingsParams(after).params).toEqual({ ...parseSightingsParams(before).params, window });
  expect(after.has('cursor')).toBe(false);
  for (const last of presets) expect(parseSightingsParams(withWindow(after, { last })).params.window).toEqual({ last });
});
