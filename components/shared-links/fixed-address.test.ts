import { expect, test } from 'vitest';
import { parseSightingsParams } from '@/lib/sightings/params';
import { fixedSearch, sinceOver } from './fixed-address';

const window = { from: '2026-03-05T12:00:00.0000000Z', to: '2026-03-10T12:00:00.0000000Z' };
const since = '2026-03-10T00:00:00.0000000Z';

test('a rolling question becomes the instants that were answered; filters, the open row and the order stay', () => {
  const search = new URLSearchParams('last=5d&new=12h&tool=anydesk&tool=!splashtop&row=anydesk~x&sort=-count&cursor=c');
  const held = fixedSearch(search, { window, since }, 'Europe/Zurich');
  expect(Object.fromEntries(held)).toMatchObject({ ...window, since, new: '1', row: 'anydesk~x', zone: 'Europe/Zurich' });
  expect([held.has('last'), held.has('cursor')]).toEqual([false, false]);
  const { params, notices } = parseSightingsParams(held);
  expect([params.window, params.since, params.sort.key, notices]).toEqual([window, since, 'count', []]);
  expect(params.tool).toEqual(parseSightingsParams(search).params.tool);
});

test('without an answer only the zone is added', () => {
  expect(fixedSearch(new URLSearchParams('q=vnc'), {}, 'UTC').toString()).toBe('q=vnc&zone=UTC');
});

test.each([
  ['shift', undefined],
  ['8h', '2026-03-10T04:00:00.0000000Z'],
  ['2026-03-09T00:00:00.0000000Z', '2026-03-09T00:00:00.0000000Z'],
  ['last-visit', undefined],
])('since %s is the instant %s', (given, instant) => {
  expect(sinceOver(given, window)).toBe(instant);
});
