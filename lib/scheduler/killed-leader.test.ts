/** The leader dies in a sweep: the next one takes over, and no day is counted twice or lost. */
import { type ChildProcess, spawn } from 'node:child_process';
import { afterEach, expect, test, vi } from 'vitest';
import { runnable } from '@/lib/shared/programs';
import { testDatabase } from '@/lib/store/testing';
import { eventsOn, NOW } from './fixtures';

const { sql } = await testDatabase();
const started: ChildProcess[] = [];
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});

function start(name: string): ChildProcess {
  const { flags, file } = runnable('lib/scheduler/leading-process.ts');
  const child = spawn(process.execPath, [...flags, file, name], { stdio: ['ignore', 'inherit', 'inherit'] });
  started.push(child);
  return child;
}

const sweeps = async () => (await sql('SELECT leader, ended_at, revision::int FROM history_sweeps')).rows[0];

test('killed in a sweep: the other leads within a minute, and every day is there once', async () => {
  const first = start('first');
  await vi.waitFor(async () => expect(await sweeps()).toMatchObject({ leader: 'first' }), { timeout: 60_000, interval: 50 });
  start('second');
  await vi.waitFor(async () => expect((await sweeps())?.revision).toBeGreaterThan(8), { timeout: 60_000, interval: 5 });
  const killed = await sweeps();
  first.kill('SIGKILL');
  const at = performance.now();
  expect(killed, 'it was killed in its sweep').toMatchObject({ leader: 'first', ended_at: null });

  await vi.waitFor(async () => expect((await sweeps())?.ended_at).not.toBeNull(), { timeout: 60_000, interval: 100 });
  expect(performance.now() - at).toBeLessThan(60_000);
  expect(await sweeps()).toMatchObject({ leader: 'second' });
  const { rows: days } = await sql('SELECT day, events::int, late::int FROM history_activity ORDER BY day');
  expect(days).toHaveLength(30);
  for (const { day, events, late } of days) expect([day, events, late]).toEqual([day, eventsOn(day), 0]);
  const { rows: swept } = await sql('SELECT day, swept_to FROM history_days ORDER BY day');
  expect(swept.map(({ day }) => day)).toEqual(days.map(({ day }) => day));
  expect(swept.at(-1)?.swept_to).toBe(NOW.replace('12:00', '11:45'));
  const { rows: entries } = await sql(`SELECT count(*)::int AS revision FROM audit WHERE action = 'history.sweep'`);
  expect(entries[0]?.revision, 'what was kept has its entry').toBe((await sweeps())?.revision);
}, 180_000);
