/** The history in the database: swept twice, in parts, late, and by two at once. */
import { beforeEach, expect, test, vi } from 'vitest';
import { aHunt } from '@/lib/hunts/fixtures';
import { addTicks } from '@/lib/shared/time';
import { testDatabase } from '@/lib/store/testing';
import { type DailyRow, foldDays } from './fold';

const { sql } = await testDatabase();
vi.stubEnv('HISTORY_EVERY', '1h');
const { keepSwept } = await import('./keep.server');
const { heldHistory, readActivity, readLate, readSwept } = await import('./read.server');

const principal = { kind: 'system', name: 'a test', scope: 'local' } as const;
const engine = { name: 'embedded', sample: () => false } as const;
const at = (time: string, day = '10') => `2026-03-${day}T${time}.0000000Z`;
const huntsOf = (labels: string) =>
  labels
    .split(',')
    .flatMap((label) => (label === '' ? [] : aHunt(label.slice(1) === 'v' ? 'RealVNC' : 'AnyDesk', 'process', label)));

interface Event {
  time: string;
  device?: string;
  labels?: string;
}
/** What an engine answers of events over a span, whose part `settled` was swept before. */
function rowsOf(events: Event[], span: { from: string; to: string }, settled: { from: string; to: string } | null): DailyRow[] {
  const within = ({ from, to }: { from: string; to: string }, time: string) => from <= time && time <= to;
  return events
    .filter(({ time }) => within(span, time))
    .map(({ time, device = 'd1', labels = 'ha,' }) => ({
      DeviceId: device,
      Hunts: labels,
      Workspace: '',
      Day: `${time.slice(0, 10)}T00:00:00.0000000Z`,
      FirstSeen: time,
      LastSeen: time,
      Count: 1,
      Settled: settled && within(settled, time) ? 1 : 0,
    }));
}

/** Sweeps from midnight to `to`, as dueSpans asks for a day. */
async function sweep(events: Event[], to: string, { lacks = [] as string[], revision = -1, source = 'embedded' } = {}) {
  const held = await readSwept(source);
  const from = `${to.slice(0, 10)}T00:00:00.0000000Z`;
  const known = held.days.get(to.slice(0, 10));
  const span = { from, to, settled: known?.whole ? known.swept : null };
  const days = await foldDays([{ sweep: { signal: 'process', huntsOf }, rows: rowsOf(events, span, span.settled) }]);
  const expected = revision < 0 ? held.revision : revision;
  return await keepSwept(principal, { source, revision: expected, span, at: to, lacks, hunts: 'h', telemetry: 't', days });
}
const rows = async () =>
  (await sql('SELECT tool_slug, device_id, day, first_seen, last_seen, events, late FROM history_activity ORDER BY 1, 2, 3'))
    .rows;

beforeEach(() => sql('TRUNCATE history_activity, history_seen, history_days, history_sweeps'));

const events = [at('01:00:00'), at('08:00:00'), at('08:00:01'), at('15:00:00')].map((time) => ({ time }));
events.push({ time: at('09:00:00') });

test('a day swept in parts, and twice, ends at the same numbers as swept at once', async () => {
  await sweep(events, at('23:59:59'));
  const atOnce = await rows();
  expect(atOnce).toMatchObject([{ events: '5', late: '0', first_seen: at('01:00:00'), last_seen: at('15:00:00') }]);
  await sweep(events, at('23:59:59'));
  expect(await rows()).toEqual(atOnce);
  await sql('TRUNCATE history_activity, history_seen, history_days, history_sweeps');
  for (const part of ['06:00:00', '08:00:00', '08:00:00', '12:00:00', '23:59:59']) await sweep(events, at(part));
  expect(await rows()).toEqual(atOnce);
  expect((await sql('SELECT first_seen, last_seen FROM history_seen')).rows).toEqual([
    { first_seen: at('01:00:00'), last_seen: at('15:00:00') },
  ]);
});

test('an event that two hunts of a tool match counts once, for another tool once more', async () => {
  await sweep([{ time: at('08:00:00'), labels: 'ha,hb,hv,' } as Event], at('12:00:00'));
  expect((await rows()).map((row) => [row.tool_slug, row.events])).toEqual([
    ['anydesk', '1'],
    ['realvnc', '1'],
  ]);
});

test('an event whose time was swept before it arrived is late, once, whoever sweeps again', async () => {
  await sweep(events, at('12:00:00'));
  const late = [...events, { time: at('02:00:00') }, { time: at('03:00:00'), device: 'd2' }];
  await sweep(late, at('16:00:00'));
  await sweep(late, at('18:00:00'));
  expect((await rows()).map(({ events, late }) => [events, late])).toEqual([
    ['6', '1'],
    ['1', '1'],
  ]);
  const arrivals = await readLate(engine, at('12:00:00'));
  expect(arrivals.map(({ deviceId, events, arrivedAt }) => [deviceId, events, arrivedAt])).toEqual([
    ['d1', 1, at('16:00:00')],
    ['d2', 1, at('16:00:00')],
  ]);
  expect(await readLate(engine, at('16:00:00'))).toEqual([]);
});

test('an engine that has forgotten, or refuses a part, takes nothing away', async () => {
  await sweep(events, at('16:00:00'));
  await sweep([], at('17:00:00'), { lacks: ['Workspace west refuses.'] });
  expect((await rows())[0]).toMatchObject({ events: '5', first_seen: at('01:00:00') });
  expect((await readSwept('embedded')).days.get('2026-03-10')).toMatchObject({ whole: false });
});

test('of two servers that sweep the same span one keeps it, and the other is told', async () => {
  const revision = await sweep(events, at('12:00:00'));
  const both = await Promise.allSettled([
    sweep(events, at('16:00:00'), { revision }),
    sweep(events, at('16:00:00'), { revision }),
  ]);
  expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { kind: 'conflict' } });
  expect((await rows())[0]).toMatchObject({ events: '5', late: '0' });
});

test('the history says first and last ever, on a device and anywhere, how far it reaches and its gaps', async () => {
  await sweep([{ time: at('08:00:00', '01'), device: 'd2' }], at('23:59:59', '01'));
  await sweep(events, at('16:00:00'));
  const held = await heldHistory(engine);
  expect(held.onDevice('anydesk', 'd1')).toEqual({ firstSeen: at('01:00:00'), lastSeen: at('15:00:00') });
  expect(held.anywhere('anydesk')).toEqual({ firstSeen: at('08:00:00', '01'), lastSeen: at('15:00:00') });
  expect(held.onDevice('anydesk', 'd9')).toBeUndefined();
  expect(held.reach).toEqual({ from: at('00:00:00', '01'), to: at('16:00:00') });
  expect(held.gaps).toEqual([{ from: addTicks(at('23:59:59', '01'), 1n), to: '2026-03-09T23:59:59.9999999Z' }]);
  expect(await heldHistory(engine)).toBe(held);
  expect(await readActivity(engine, 'anydesk', 'd1')).toMatchObject([{ day: '2026-03-10', events: 5, late: 0 }]);
});

test('the history of the sample goes when that of the person’s files begins', async () => {
  await sweep(events, at('12:00:00'), { source: 'embedded-sample' });
  expect((await heldHistory({ name: 'embedded', sample: () => true })).anywhere('anydesk')).toBeDefined();
  await sweep([], at('13:00:00'));
  expect(await rows()).toEqual([]);
  expect((await sql('SELECT source FROM history_sweeps')).rows).toEqual([{ source: 'embedded' }]);
});

test('a device id that PostgreSQL would refuse is kept', async () => {
  await sweep([{ time: at('08:00:00'), device: 'd\0\ud800' } as Event], at('12:00:00'));
  expect(await rows()).toMatchObject([{ events: '1' }]);
});
