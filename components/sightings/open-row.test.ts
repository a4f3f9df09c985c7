import { expect, test } from 'vitest';
import { partsOfKey, readOpenRow, rowKey } from './open-row';

test('a key names its tool and device, whatever the device is called', () => {
  const row = { toolSlug: 'remote-utilities', deviceId: 'a~b/../c?d' };
  expect(partsOfKey(readOpenRow(rowKey(row)) ?? '')).toEqual(row);
});

test('what is no key opens nothing', () => {
  for (const text of [null, '', '~', 'x', '~x', 'x~', `x~${'y'.repeat(600)}`]) expect(readOpenRow(text)).toBeNull();
});
