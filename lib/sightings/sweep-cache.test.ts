/** When a question is asked anew, and when an answer is shared: on an engine that counts what it is asked. */
import { beforeEach, expect, test, vi } from 'vitest';
import type { Engine } from '@/lib/engines/engine';
import { localIdentity } from '@/lib/engines/identity';
import { withSomeHunts } from '@/lib/hunts/testing';
import { now } from '@/lib/shared/clock';
import { longestGap } from '@/lib/shared/longest-gap';
import type { WindowChoice } from '@/lib/shared/window';
import { tableOfSignal } from '@/lib/tables/tables';

withSomeHunts();
let [asked, version] = [0, '1'];
let answer: () => Promise<never[]> = async () => [];
const columns = ['DeviceId', 'DeviceName', 'Hunts', 'Account', 'FirstSeen', 'LastSeen', 'Count', 'Activity'];
const engine: Engine = {
  name: 'embedded',
  retention: null,
  freshFor: null,
  version: () => version,
  sample: () => false,
  check: () => undefined,
  tables: async () => [],
  coverage: async () => ({
    tables: Object.values(tableOfSignal).map((name) => ({ name, present: true, timeColumn: 'Timestamp' })),
    workspaces: [],
    notices: [],
  }),
  query: async () => {
    asked += 1;
    return { columns: columns.map((name) => ({ name, type: 'string' })), rows: await answer(), partial: [], cut: false };
  },
};
const principal = { kind: 'system', name: 'a test', scope: 'local' } as const;
const { cachedSweep, keptSweeps } = await import('./sweep-cache.server');

/** Queries that a question costs: two for each table. */
const askAs = (scope: string, choice: WindowChoice) =>
  cachedSweep({ principal, engine, identity: { ...localIdentity, scope }, now: now() }, choice, null);
const ask = (choice: WindowChoice) => askAs('local', choice);
const cost = async (choice: WindowChoice, scope = 'local') => {
  const before = asked;
  await askAs(scope, choice);
  return asked - before;
};
const day = (n: number) => ({ from: `2026-02-0${n}T00:00:00.0000000Z`, to: `2026-02-0${n}T12:00:00.0000000Z` });

beforeEach(() => {
  answer = async () => [];
});

test('the same question costs nothing again, until the telemetry has changed', async () => {
  expect(await cost(day(1))).toBe(6);
  expect(await cost(day(1))).toBe(0);
  expect(await cost(day(2))).toBe(6);
  version = '2';
  expect(await cost(day(1))).toBe(6);
});

test('what is kept is there for the same rights only', async () => {
  await ask(day(9));
  const has = (scope: string) => keptSweeps(scope).some(({ window }) => window.from === day(9).from);
  expect([has('local'), has('another')]).toEqual([true, false]);
});

test('all who ask at once wait for one run', async () => {
  const costs = await Promise.all([cost(day(3)), cost(day(3)), cost(day(3))]);
  expect(Math.max(...costs)).toBe(6);
});

test('many different questions at once are taken one after the other, so that others are answered between them', async () => {
  await ask(day(9)); // the catalogue is compiled
  const began = performance.now();
  const [gap] = await longestGap(() =>
    Promise.all(
      Array.from({ length: 40 }, (_, i) => ask({ ...day(9), to: `2026-02-09T12:00:00.00000${String(i).padStart(2, '0')}Z` })),
    ),
  );
  expect(gap).toBeLessThan((performance.now() - began) / 4);
});

test('who has other rights is never given another’s answer', async () => {
  expect(await cost(day(5), 'user:a')).toBe(6);
  expect(await cost(day(5), 'user:b')).toBe(6);
  expect(await cost(day(5), 'user:a')).toBe(0);
});

test('where only time tells that the telemetry has changed, an answer is kept for as long as it counts as current', async () => {
  const timed: Engine = { ...engine, freshFor: 1000 };
  const before = asked;
  const again = async () => {
    await cachedSweep({ principal, engine: timed, identity: localIdentity, now: now() }, day(6), null);
    return asked - before;
  };
  expect([await again(), await again()]).toEqual([6, 6]);
  await vi.waitFor(async () => expect(await again()).toBe(12), { timeout: 15_000, interval: 50 });
});

test('a fault is told to those who waited; the next one asks anew', async () => {
  answer = () => Promise.reject(new Error('disk'));
  await expect(ask(day(4))).rejects.toThrow('disk');
  answer = async () => [];
  expect(await cost(day(4))).toBe(6);
});

test('“the last 5 days” is the same window for half a minute, then a later one', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  try {
    vi.setSystemTime(new Date('2026-03-10T12:00:00Z'));
    const [first] = [(await ask({ last: '5d' })).sweep.window];
    vi.setSystemTime(new Date('2026-03-10T12:00:20Z'));
    expect((await ask({ last: '5d' })).sweep.window).toEqual(first);
    vi.setSystemTime(new Date('2026-03-10T12:00:40Z'));
    expect((await ask({ last: '5d' })).sweep.window.to).toBe('2026-03-10T12:00:40.0000000Z');
  } finally {
    vi.useRealTimers();
  }
});

test('a hunt nobody knows is told, asks nothing and is not kept', async () => {
  const before = asked;
  const identity = localIdentity;
  const first = await cachedSweep({ principal, engine, identity, now: now() }, day(7), 'x'.repeat(480));
  const again = await cachedSweep({ principal, engine, identity, now: now() }, day(7), 'x'.repeat(480));
  expect(first.sweep.notices[0]?.message).toMatch(/^The catalogue has no hunt x{60}\.$/);
  expect(first.sweep).not.toBe(again.sweep);
  expect(asked).toBe(before);
});
