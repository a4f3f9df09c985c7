import { expect, test } from 'vitest';
import { dueSpans, gapsOf, type SweptDay, windowOfDay } from './spans';

const at = (day: number, time = '00:00:00.0000000') => `2026-03-${String(day).padStart(2, '0')}T${time}Z`;
const NOW = at(10, '12:00:00.0000000');
const swept = (day: number, { to, ...given }: Partial<SweptDay> & { to?: string } = {}): [string, SweptDay] => {
  const window = windowOfDay(at(day).slice(0, 10));
  const held = { swept: { ...window, to: to ?? window.to }, sweptAt: NOW, whole: true, hunts: 'h', telemetry: 't' };
  return [at(day).slice(0, 10), { day: at(day).slice(0, 10), ...held, ...given }];
};
const due = (from: number, held: [string, SweptDay][], { together = 30, telemetry = 't', now = NOW } = {}) =>
  dueSpans({ from: at(from), to: now }, new Map(held), now, { together, hunts: 'h', telemetry });
const whole = (first: number, last: number) => ({
  from: at(first),
  to: last === 10 ? NOW : windowOfDay(at(last).slice(0, 10)).to,
});

test('a history that is empty is swept from its first instant, as many days at once as may be', () => {
  expect(due(8, [])).toEqual([{ ...whole(8, 10), settled: null }]);
  expect(due(8, [], { together: 1 }).map(({ from }) => from)).toEqual([at(8), at(9), at(10)]);
});

test('after downtime the days between are swept, and today goes on from the whole of it', () => {
  const morning = swept(10, { to: at(10, '09:00:00.0000000') });
  const before = swept(7, { to: at(7, '18:00:00.0000000') });
  const done = [swept(6), before, morning];
  expect(due(6, done)).toEqual([
    { ...whole(7, 7), settled: before[1].swept },
    { ...whole(8, 9), settled: null },
    { ...whole(10, 10), settled: morning[1].swept },
  ]);
  expect(due(6, [swept(6), swept(7), swept(8), swept(9), swept(10, { to: NOW })])).toEqual([]);
});

test('days that ended within a week are asked again once a day, older ones never', () => {
  const yesterday = { sweptAt: at(9, '23:00:00.0000000') };
  const all = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((day) => swept(day, yesterday));
  const [again] = due(1, [...all, swept(10, { to: NOW })]);
  expect(again).toEqual({ ...whole(3, 9), settled: whole(3, 9) });
});

test('days of which other telemetry was asked are asked again, and those that a sweep has reached already are not', () => {
  const done = [swept(7, { telemetry: 'more' }), swept(8), swept(9)];
  expect(due(7, done, { telemetry: 'more' })).toEqual([
    { ...whole(8, 9), settled: whole(8, 9) },
    { ...whole(10, 10), settled: null },
  ]);
});

test('what a day lacked, and what new hunts find in it, is not late', () => {
  expect(due(8, [swept(8, { whole: false }), swept(9, { hunts: 'old' })], { telemetry: 'more' })).toEqual([
    { ...whole(8, 10), settled: null },
  ]);
  expect(due(8, [swept(8), swept(9)], { telemetry: 'more' })).toEqual([
    { ...whole(8, 9), settled: whole(8, 9) },
    { ...whole(10, 10), settled: null },
  ]);
});

test('times that were not swept are gaps, to the tick', () => {
  const reach = { from: at(6), to: NOW };
  const parts = [whole(8, 8), { from: at(6), to: at(7, '11:59:59.9999999') }];
  expect(gapsOf(reach, parts)).toEqual([
    { from: at(7, '12:00:00.0000000'), to: at(7, '23:59:59.9999999') },
    { from: at(9), to: NOW },
  ]);
  expect(gapsOf(reach, [whole(6, 7), whole(8, 10)])).toEqual([]);
});
