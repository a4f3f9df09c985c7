import { expect, test } from 'vitest';
import { relayWords, restWords, shareWords, unusualWords } from './words';

test('a share of the estate says of what, and never of nothing', () => {
  expect(shareWords(3, { devices: 412, by: 'DeviceInfo' })).toBe('3 of 412 devices (0.7 %)');
  expect(shareWords(1, { devices: 5000, by: 'events' })).toBe('1 of 5,000 devices with events (under 0.1 %)');
  expect(shareWords(1, null)).toBe('1 device; how many there are in all is not known');
});

test('what is not known is not called usual or unusual', () => {
  expect(unusualWords({ unusual: null })).toBeNull();
  expect(unusualWords({ unusual: [] })).toBeNull();
  expect(unusualWords({ unusual: ['name', 'folder'] })).toBe('unusual name and folder');
  expect([null, true, false].map((isVendors) => relayWords({ isVendors }))).toEqual([
    ...['not known', 'the vendor’s', 'not the vendor’s'],
  ]);
  expect(restWords({ rows: [1], total: 3 })).toBe('The first 1 of 3.');
});
