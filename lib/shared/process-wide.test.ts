import { expect, test, vi } from 'vitest';

test('two loads of the module hold one value', async () => {
  const first = (await import('./process-wide')).processWide('a test', () => ({ count: 1 }));
  vi.resetModules();
  const second = (await import('./process-wide')).processWide('a test', () => ({ count: 2 }));
  expect(second).toBe(first);
});
