import { expect, test } from 'vitest';
import { CompiledExclusions } from './compiled';

test('conditions that a newer version wrote take nothing out, which is said', () => {
  const window = { from: '2026-03-01T00:00:00.0000000Z', to: '2026-03-10T00:00:00.0000000Z' };
  const newer = { id: '1', name: 'newer', toolSlug: null, where: null };
  const compiled = new CompiledExclusions(
    { key: '', exclusions: [newer], listOf: () => undefined },
    { window, hasDevices: true },
  );
  expect(compiled.notices).toEqual([
    { kind: 'info', message: 'The exclusion “newer” takes nothing out: a newer version of this product wrote its conditions.' },
  ]);
  expect(compiled.judging('process')).toBeNull();
});

test('an exclusion that one table cannot be asked takes nothing out of any', () => {
  const window = { from: '2026-03-01T00:00:00.0000000Z', to: '2026-03-10T00:00:00.0000000Z' };
  const inGone = { column: 'remoteIp', op: 'in' as const, value: { list: 'gone' } };
  const where = { any: [{ column: 'fileName', op: '==' as const, value: 'a.exe' }, inGone] };
  const lost = { id: '1', name: 'lost', toolSlug: null, where };
  const swept = { key: '', exclusions: [lost, { ...lost, name: 'good', where: where.any[0] ?? where }], listOf: () => undefined };
  const compiled = new CompiledExclusions(swept, { window, hasDevices: true });
  expect(compiled.notices).toEqual([
    { kind: 'info', message: expect.stringContaining('“lost” takes nothing out: There is no list') },
  ]);
  expect(compiled.judging('process')).toBe("// x1: good\n| extend ExcludedBy = iff(FileName == 'a.exe', 'x1,', '')");
});
