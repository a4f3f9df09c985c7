import { expect, test } from 'vitest';
import { parseSignInReason, signInReasons, writeSignInReason } from './params';

test('a reason comes back from its query; anything else is the default', () => {
  for (const reason of signInReasons) {
    expect(parseSignInReason(Object.fromEntries(writeSignInReason(reason)))).toBe(reason);
  }
  expect(writeSignInReason('asked').toString()).toBe('');
  for (const reason of [undefined, '', '<script>', ['expired', 'asked']]) expect(parseSignInReason({ reason })).toBe('asked');
});
