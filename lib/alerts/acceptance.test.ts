import { expect, test } from 'vitest';
import type { Shift } from '@/lib/shifts/model';
import { acceptanceDue } from './acceptance';

const time = (text: string) => `2026-03-${text}:00.0000000Z`;
const days = [1, 2, 3, 4, 5];
const shift = (name: string, from: string, to: string): Shift => ({ name, days, from, to, zone: 'UTC' });
const early = { name: 'Early', from: time('10T06:00'), to: time('10T14:00') };
const shifts = [shift('Early', '06:00', '14:00'), shift('Late', '14:30', '22:00')];

test.each([
  ['the next shift begins', shifts, time('10T13:50'), time('10T15:00')],
  ['it is published after the next shift has begun', shifts, time('10T16:00'), time('10T16:30')],
  ['the next shift is the same one, tomorrow', shifts.slice(0, 1), time('10T13:50'), time('11T06:30')],
  ['no shifts are defined', [], time('10T13:50'), time('10T14:20')],
])('half an hour after %s', (_, defined, publishedAt, due) => {
  expect(acceptanceDue({ shift: early, publishedAt }, defined, 30)).toBe(due);
});

test('over a week-end it is Monday’s first shift', () => {
  const friday = { name: 'Late', from: time('13T14:30'), to: time('13T22:00') };
  expect(acceptanceDue({ shift: friday, publishedAt: time('13T21:50') }, shifts, 0)).toBe(time('16T06:00'));
});
