import { expect, test } from 'vitest';
import { isLoopback } from './loopback';

test('what is loopback', () => {
  expect(['127.0.0.1', '127.8.0.1', 'localhost', '::1'].every((HOST) => isLoopback({ HOST }))).toBe(true);
  expect(['0.0.0.0', '::', '10.0.0.5', '127.0.0.1.evil.example'].some((HOST) => isLoopback({ HOST }))).toBe(false);
});
