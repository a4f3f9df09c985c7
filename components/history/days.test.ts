import { expect, test } from 'vitest';
import { eventsByDay } from './days';

test('each day of the reach has its number, those without events 0', () => {
  const reach = { from: '2026-02-27T15:00:00.0000000Z', to: '2026-03-02T00:00:00.0000000Z' };
  const days = [
    { day: '2026-02-27', events: 3 },
    { day: '2026-03-02', events: 5 },
  ];
  expect(eventsByDay(reach, days)).toEqual([3, 0, 0, 5]);
});
