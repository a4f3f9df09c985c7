import { expect, test, vi } from 'vitest';
import type { Identity } from '@/lib/engines/engine';
import { Fault, type FaultKind } from '@/lib/shared/errors';
import { tableNames } from '@/lib/tables/tables';
import { Presences } from './presence';

const identity = (scope: string): Identity => ({
  scope,
  token: () => Promise.reject(new Error('no token is needed')),
  challenged: () => Promise.reject(new Error('nothing is challenged')),
});

function scene() {
  const clock = { at: 1000, now: () => clock.at };
  const has = vi.fn(async () => true);
  return { clock, has, presences: new Presences(has, clock) };
}
const refuse = (kind: FaultKind) => () => Promise.reject(new Fault(kind, 'no'));

test('a refusal is remembered for a minute, for every session of the person', async () => {
  const { clock, has, presences } = scene();
  has.mockImplementation(refuse('forbidden'));
  await expect(presences.of(identity('bob'))).rejects.toMatchObject({ kind: 'forbidden' });
  has.mockImplementation(async () => true);
  clock.at += 59_000;
  await expect(presences.of(identity('bob'))).rejects.toMatchObject({ kind: 'forbidden' });
  expect(has).toHaveBeenCalledTimes(tableNames.length);
  clock.at += 1001;
  expect((await presences.of(identity('bob'))).size).toBe(tableNames.length);
  expect(has).toHaveBeenCalledTimes(2 * tableNames.length);
});

test.each(['unavailable', 'unauthenticated', 'cancelled'] as const)('what is %s is asked anew', async (kind) => {
  const { has, presences } = scene();
  has.mockImplementation(refuse(kind));
  await expect(presences.of(identity('bob'))).rejects.toMatchObject({ kind });
  has.mockImplementation(async () => true);
  expect((await presences.of(identity('bob'))).size).toBe(tableNames.length);
});
