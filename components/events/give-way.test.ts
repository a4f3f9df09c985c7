import { expect, test } from 'vitest';
import { givesWay } from './give-way';

const columns = [
  { id: 'event-time', min: 180 },
  { id: 'event-action', min: 150 },
  { id: 'event-command', min: 160 },
  { id: 'event-report', min: 130 },
];

test('columns go one by one until the others fit, the command line last', () => {
  expect(givesWay(columns, 620)).toEqual([]);
  expect(givesWay(columns, 619)).toEqual(['event-action']);
  expect(givesWay(columns, 400)).toEqual(['event-action', 'event-report']);
  expect(givesWay(columns, 100)).toEqual(['event-action', 'event-report', 'event-command']);
});

test('nothing goes while the width is unknown, and nothing that is not shown', () => {
  expect(givesWay(columns, 0)).toEqual([]);
  expect(givesWay(columns.slice(2), 200)).toEqual(['event-report']);
  expect(givesWay([{ id: 'event-workspace', min: 110 }, ...columns.slice(2)], 200)).toEqual(['event-report', 'event-workspace']);
});
