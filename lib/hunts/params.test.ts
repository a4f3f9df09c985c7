import { expect, test } from 'vitest';
import { parseHuntsParams, writeHuntsParams } from './params';

test.each(['', 'anydesk', 'T1219 & <b>', ' a ', '日本 %'])('the state with %j is read back from its URL', (q) => {
  expect(parseHuntsParams(writeHuntsParams({ q }))).toEqual({ q });
});

test('defaults are not written, and a hostile URL throws nothing', () => {
  expect(writeHuntsParams({ q: '' }).toString()).toBe('');
  expect(parseHuntsParams(new URLSearchParams('q=a&q=b&x=%00')).q).toBe('a');
  expect(parseHuntsParams(new URLSearchParams({ q: 'x'.repeat(9_999) })).q).toHaveLength(500);
});
