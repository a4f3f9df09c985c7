import { expect, test } from 'vitest';
import {
  counted,
  formatAgo,
  formatCount,
  formatInstant,
  formatLength,
  formatWhole,
  minuteWords,
  readWall,
  zoneLabel,
} from './format';

const at = '2026-03-10T08:59:59.1239999Z';

test('a time is cut, never rounded, and says nothing of its zone', () => {
  expect(formatInstant(at)).toBe('2026-03-10 08:59:59.123');
  expect(formatInstant(at, 'UTC', 0)).toBe('2026-03-10 08:59:59');
  expect(formatInstant(at, 'UTC', 7)).toBe('2026-03-10 08:59:59.1239999');
});

test('a zone moves the clock and keeps all digits', () => {
  expect(formatInstant(at, 'Europe/Zurich', 7)).toBe('2026-03-10 09:59:59.1239999');
  expect(formatInstant(at, 'Asia/Kathmandu', 0)).toBe('2026-03-10 14:44:59');
  expect(formatInstant('2026-03-10T00:30:00.0000000Z', 'America/New_York', 0)).toBe('2026-03-09 20:30:00');
  expect(formatInstant('0001-01-01T00:00:00.0000000Z', 'America/New_York', 0)).toBe('0001-01-01 00:00:00');
});

test('the whole of a time names its zone and offset', () => {
  expect(formatWhole(at)).toBe('2026-03-10 08:59:59.1239999 UTC');
  expect(formatWhole(at, 'Europe/Zurich')).toBe('2026-03-10 09:59:59.1239999 Europe/Zurich +01:00');
  expect(zoneLabel('America/St_Johns', '2026-01-10T00:00:00.0000000Z')).toBe('America/St_Johns −03:30');
});

test('what a person types is read in the zone, and comes back as typed', () => {
  expect(readWall('2026-03-10 09:59:59', 'UTC')).toBe('2026-03-10T09:59:59.0000000Z');
  expect(readWall('2026-03-10 09:59:59', 'Europe/Zurich')).toBe('2026-03-10T08:59:59.0000000Z');
  expect(readWall('2026-07-10 09:59:59.5', 'Europe/Zurich')).toBe('2026-07-10T07:59:59.5000000Z');
  expect(readWall('2026-03-10T09:59:59Z', 'Europe/Zurich')).toBe('2026-03-10T09:59:59.0000000Z');
  expect(readWall('2026-03-10', 'Europe/Zurich')).toBe('2026-03-09T23:00:00.0000000Z');
  expect(readWall('yesterday', 'UTC')).toBeUndefined();
  for (const zone of ['UTC', 'Europe/Zurich', 'Asia/Kathmandu', 'America/New_York']) {
    expect(readWall(formatInstant(at, zone, 7), zone)).toBe(at);
  }
});

test('an hour that exists twice means the first, one that does not exist the time after', () => {
  expect(readWall('2026-10-25 02:30:00', 'Europe/Zurich')).toBe('2026-10-25T00:30:00.0000000Z');
  expect(formatInstant(readWall('2026-03-29 02:30:00', 'Europe/Zurich') ?? '', 'Europe/Zurich', 0)).toBe('2026-03-29 03:30:00');
});

test.each([
  [0, 'event', undefined, '0 events'],
  [1, 'event', undefined, '1 event'],
  [12340, 'event', undefined, '12,340 events'],
  [1, 'entry', 'entries', '1 entry'],
  [2, 'entry', 'entries', '2 entries'],
])('counts %i of “%s”', (count, one, many, words) => {
  expect(counted(count, one, many)).toBe(words);
});

test('counts are grouped, also those past 2^53', () => {
  expect(formatCount(12340)).toBe('12,340');
  expect(formatCount('9223372036854775807')).toBe('9,223,372,036,854,775,807');
  expect(formatCount('n/a')).toBe('n/a');
});

test('lengths are rough and say so by their unit', () => {
  expect(formatLength(59)).toBe('59 s');
  expect(formatLength(3 * 3600 + 59)).toBe('3 h');
  expect(formatLength(25 * 3600)).toBe('25 h');
  expect(formatLength(5 * 86_400)).toBe('5 d');
  expect(formatAgo('2026-03-10T05:00:00.0000000Z', '2026-03-10T08:30:00.0000000Z')).toBe('3 h ago');
  expect(formatAgo('2026-03-10T08:42:00.0000000Z', '2026-03-10T08:30:00.0000000Z')).toBe('in 12 min');
});

test('a minute is said in a zone that it names', () => {
  expect([minuteWords(at), minuteWords(at, 'Europe/Zurich')]).toEqual(['2026-03-10 08:59 UTC', '2026-03-10 09:59 Europe/Zurich']);
});
