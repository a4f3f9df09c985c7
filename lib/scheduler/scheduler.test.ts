/** When the leader sweeps, what it notes of it, and what a fault does. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LEADER_LOCK } from '@/lib/history/leader-lock';
import { Fault } from '@/lib/shared/errors';
import { testDatabase } from '@/lib/store/testing';
import { isDue, waitAfter } from './due';
import { aKeeping, answerTo } from './fixtures';

const { sql } = await testDatabase();
vi.stubEnv('ENGINE', 'embedded');
const { readHistoryStatus } = await import('@/lib/history/status.server');
const { keepHistory } = await import('./keep-history.server');
const { lead } = await import('./leader.server');

const engine = { name: 'log-analytics', sample: () => false } as const;
const NOON = Date.UTC(2026, 2, 10, 12);
let running = new AbortController();
beforeEach(async () => {
  running = new AbortController();
  await sql('TRUNCATE history_activity, history_seen, history_days, history_sweeps');
});
afterEach(() => running.abort());

const status = () => readHistoryStatus(engine, '2026-03-10T12:00:00.0000000Z');
const soon = (check: () => Promise<unknown>) => vi.waitFor(check, { timeout: 20_000, interval: 20 });

test('a sweep is due at its time, when the telemetry changed, and for a new leader; after faults it waits longer each time', () => {
  const now = { at: 1000, version: 'a' };
  expect(isDue({ nextAt: 1001, version: 'a' }, now)).toBe(false);
  expect(isDue({ nextAt: 1000, version: 'a' }, now)).toBe(true);
  expect(isDue({ nextAt: 1001, version: 'b' }, now)).toBe(true);
  expect(isDue({ nextAt: null, version: 'a' }, now)).toBe(true);
  const waits = [0, 1, 2, 3, 9].map((failures) => waitAfter(failures, 3_600_000) / 60_000);
  expect(waits).toEqual([60, 1, 2, 4, 60]);
});

test('it sweeps when the time comes and when the telemetry changes, and not in between', async () => {
  const [clock, telemetry, asked] = [{ at: NOON }, { version: '1' }, { queries: 0 }];
  const keeping = aKeeping({
    clock: () => clock.at,
    version: () => telemetry.version,
    query: async (kql) => {
      asked.queries += 1;
      return answerTo(kql);
    },
  });
  void keepHistory(keeping, running.signal, async () => undefined);
  await soon(async () => expect((await status()).nextAt).toBe('2026-03-10T13:00:00.0000000Z'));
  expect(asked.queries).toBe(30);
  const looks = vi.spyOn(keeping, 'open');
  await soon(async () => expect(looks.mock.calls.length).toBeGreaterThan(2));
  expect(asked.queries, 'nothing is due').toBe(30);
  telemetry.version = '2';
  await soon(async () => expect(asked.queries).toBe(60));
  clock.at += 3_600_000;
  await soon(async () => expect((await status()).nextAt).toBe('2026-03-10T14:00:00.0000000Z'));
  expect(asked.queries, 'the same days at the same present have nothing left to ask').toBe(60);
  expect(await status()).toMatchObject({ gaps: [], late: 0, failures: 0, fault: null, off: null });
});

test('a fault is noted, tried again after a while and forgotten when it is over; what was kept before it stays', async () => {
  const [clock, engineIs] = [{ at: NOON }, { down: true }];
  const keeping = aKeeping({
    clock: () => clock.at,
    query: async (kql) => {
      if (engineIs.down && kql.includes('2026-03-01T')) throw new Fault('unavailable', 'Azure is away.');
      return answerTo(kql);
    },
  });
  void keepHistory(keeping, running.signal, async () => undefined);
  await soon(async () =>
    expect(await status()).toMatchObject({ failures: 1, fault: 'Azure is away.', nextAt: '2026-03-10T12:01:00.0000000Z' }),
  );
  expect((await status()).reach?.to).toBe('2026-02-28T23:59:59.9999999Z');
  clock.at += 60_000;
  await soon(async () => expect(await status()).toMatchObject({ failures: 2, nextAt: '2026-03-10T12:03:00.0000000Z' }));
  engineIs.down = false;
  clock.at += 120_000;
  await soon(async () => expect(await status()).toMatchObject({ failures: 0, fault: null }));
  expect((await status()).reach?.to).toBe('2026-03-10T11:45:00.0000000Z');
});

test('one leads, and the status says who; when its connection ends it stops, and leads again', async () => {
  const worked: string[] = [];
  const work = (name: string) => (leading: AbortSignal) =>
    new Promise<void>((resolve) => {
      worked.push(name);
      leading.addEventListener('abort', () => resolve());
    });
  await sql(`INSERT INTO history_sweeps (source, revision, failures, leader) VALUES ('log-analytics', 0, 0, 'first')`);
  expect((await status()).leader, 'a leader that is gone is none').toBeNull();
  const first = lead(LEADER_LOCK, work('first'), running.signal, 500);
  await soon(async () => expect(worked).toEqual(['first']));
  void lead(LEADER_LOCK, work('second'), running.signal, 500);
  expect((await status()).leader).toBe('first');
  await sql(`SELECT pg_terminate_backend(l.pid) FROM pg_locks l JOIN pg_database d ON d.oid = l.database
    WHERE d.datname = current_database() AND l.locktype = 'advisory' AND l.granted`);
  await soon(async () => expect(worked).toHaveLength(2));
  running.abort();
  await first;
});
