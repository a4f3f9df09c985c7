import { expect, test } from 'vitest';
import { toMs } from '@/lib/shared/time';
import type { Shift } from './model';
import { shiftAt, shiftsOver } from './times';

const day = [1, 2, 3, 4, 5, 6, 7];
const three = (zone: string): Shift[] => [
  { name: 'Early', days: day, from: '06:00', to: '14:00', zone },
  { name: 'Late', days: day, from: '14:00', to: '22:00', zone },
  { name: 'Night', days: day, from: '22:00', to: '06:00', zone },
];
const hours = ({ from, to }: { from: string; to: string }) => (toMs(to) - toMs(from)) / 3_600_000;
const minute = (text: string) => `${text}:00.0000000Z`;

test.each([
  ['Europe/Zurich', '2026-03-28T23:30', 'forward', '2026-03-28T21:00', '2026-03-29T04:00', 7],
  ['Europe/Zurich', '2026-10-24T23:30', 'back', '2026-10-24T20:00', '2026-10-25T05:00', 9],
  ['America/New_York', '2026-03-08T05:30', 'forward', '2026-03-08T03:00', '2026-03-08T10:00', 7],
  ['America/New_York', '2026-11-01T05:30', 'back', '2026-11-01T02:00', '2026-11-01T11:00', 9],
  // Half an hour only.
  ['Australia/Lord_Howe', '2026-10-03T13:30', 'forward', '2026-10-03T11:30', '2026-10-03T19:00', 7.5],
  ['Australia/Lord_Howe', '2026-04-04T13:30', 'back', '2026-04-04T11:00', '2026-04-04T19:30', 8.5],
])('%s: the night of %s, when clocks go %s, is %s to %s', (zone, at, _, from, to, length) => {
  const night = shiftAt(three(zone), minute(at));
  expect(night).toEqual({ name: 'Night', from: minute(from), to: minute(to) });
  expect(night && hours(night)).toBe(length);
});

test.each(['Europe/Zurich', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata'])(
  '%s: over a year shifts follow each other without gap or overlap',
  (zone) => {
    const all = shiftsOver(three(zone), { from: minute('2026-01-01T00:00'), to: minute('2027-01-01T00:00') });
    expect(all.length).toBeGreaterThan(365 * 3 - 1);
    expect(all.slice(1).filter(({ from }, i) => from !== all[i]?.to)).toEqual([]);
    expect(new Set(all.map(hours)).size).toBe(zone === 'Asia/Kolkata' ? 1 : 3);
  },
);

test('a shift begins at its first instant and ends before the next one’s', () => {
  const shifts = three('UTC');
  expect(shiftAt(shifts, '2026-03-10T14:00:00.0000000Z')?.name).toBe('Late');
  expect(shiftAt(shifts, '2026-03-10T13:59:59.9999999Z')?.name).toBe('Early');
  expect(shiftAt([], '2026-03-10T14:00:00.0000000Z')).toBeUndefined();
});

test('between shifts it is the one that ran last, over a week-end too, and of two at once the one that began last', () => {
  const office: Shift = { name: 'Office', days: [1, 2, 3, 4, 5], from: '08:00', to: '17:00', zone: 'UTC' };
  expect(shiftAt([office], minute('2026-03-09T06:00'))).toMatchObject({ from: minute('2026-03-06T08:00') });
  const desk: Shift = { ...office, name: 'Desk', from: '12:00', to: '13:00' };
  expect(shiftAt([office, desk], minute('2026-03-10T12:30'))?.name).toBe('Desk');
  expect(shiftAt([office, desk], minute('2026-03-10T15:00'))?.name).toBe('Office');
  expect(shiftAt([office, desk], minute('2026-03-10T19:00'))?.name).toBe('Office');
});

test('at the ends of the calendar a shift is told or none is, and nothing fails', () => {
  expect(shiftAt(three('Pacific/Kiritimati'), '9999-12-31T23:59:59.9999999Z')?.name).toEqual(expect.any(String));
  expect(shiftAt(three('America/New_York'), '0001-01-01T00:00:00.0000000Z')).toBeUndefined();
});
