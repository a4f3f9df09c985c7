/** When a question is asked anew, and when an answer is shared: on an engine that counts what it is asked. */
import { beforeEach, expect, test, vi } from 'vitest';
import type { Engine } from '@/lib/engines/engine';

let [asked, version] = [0, '1'];
let answer: () => Promise<never[]> = async () => [];
const columns = ['DeviceId', 'DeviceName', 'Hunts', 'Account', 'FirstSeen', 'LastSeen', 'Count', 'Activity'];
const engine: Engine = {
  name: 'embedded',
  version: () => version,
  sample: () => false,
  check: () => undefined,
  tables: async () => [],
  query: async () => {
    asked += 1;
    return { columns: columns.map((name) => ({ name, type: 'string' })), rows: await answer(), partial: [] };
  },
};
vi.mock('@/lib/engines/current.server', () => ({ currentEngine: () => engine }));
const { askedSweep } = await import('./asked.server');

/** Queries that a question costs: two for each table. */
const cost = async (...of: Parameters<typeof askedSweep>) => {
  const before = asked;
  await askedSweep(...of);
  return asked - before;
};
const day = (n: number) => ({ from: `2026-02-0${n}T00:00:00.0000000Z`, to: `2026-02-0${n}T12:00:00.0000000Z` });

beforeEach(() => {
  answer = async () => [];
});

test('the same question costs nothing again, until the telemetry has changed', async () => {
  expect(await cost(day(1), null)).toBe(6);
  expect(await cost(day(1), null)).toBe(0);
  expect(await cost(day(2), null)).toBe(6);
  version = '2';
  expect(await cost(day(1), null)).toBe(6);
});

test('all who ask at once wait for one run', async () => {
  const costs = await Promise.all([cost(day(3), null), cost(day(3), null), cost(day(3), null)]);
  expect(Math.max(...costs)).toBe(6);
});

test('a fault is told to those who waited; the next one asks anew', async () => {
  answer = () => Promise.reject(new Error('disk'));
  await expect(askedSweep(day(4), null)).rejects.toThrow('disk');
  answer = async () => [];
  expect(await cost(day(4), null)).toBe(6);
});

test('“the last 5 days” is the same window for half a minute, then a later one', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  try {
    vi.setSystemTime(new Date('2026-03-10T12:00:00Z'));
    const [first] = [(await askedSweep({ last: '5d' }, null)).sweep.window];
    vi.setSystemTime(new Date('2026-03-10T12:00:20Z'));
    expect((await askedSweep({ last: '5d' }, null)).sweep.window).toEqual(first);
    vi.setSystemTime(new Date('2026-03-10T12:00:40Z'));
    expect((await askedSweep({ last: '5d' }, null)).sweep.window.to).toBe('2026-03-10T12:00:40.0000000Z');
  } finally {
    vi.useRealTimers();
  }
});
