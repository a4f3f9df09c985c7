import { expect, test } from 'vitest';
import { sparklinePath, sparklineWords } from './sparkline-path';

test('bars stand where the events are and reach as high as they are many', () => {
  expect(sparklinePath([0, 10, 0, 5], 40, 20)).toBe('M10.0 20V0.0h8.0V20zM30.0 20V10.0h8.0V20z');
});

test('one event among thousands is still seen, none is not', () => {
  expect(sparklinePath([5000, 1], 20, 20)).toContain('M10.0 20V18.0');
  expect(sparklinePath([0, 0], 20, 20)).toBe('');
  expect(sparklinePath([], 20, 20)).toBe('');
});

test('the same in words', () => {
  expect(sparklineWords([0, 10, 0, 5], '1h')).toBe('active in 2 of 4 hours, at most 10 events in one');
  expect(sparklineWords([0, 1], '15m')).toBe('active in 1 of 2 spans of 15 minutes, at most 1 event in one');
});
