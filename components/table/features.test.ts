import { expect, test } from 'vitest';
import { choosableOf, tracksOf, visibilityOf } from './features';

test('columns become tracks, and their narrowest widths add up', () => {
  const columns = [
    { columnDef: { meta: { min: 34 } } },
    { columnDef: { meta: { min: 110, squeezed: 80, grow: 1.5 } } },
    { columnDef: {} },
  ];
  expect(tracksOf(columns, 1440)).toEqual({ template: '34px minmax(110px, 1.5fr) 100px', narrowest: 260 });
  expect(tracksOf(columns, 390)).toEqual({ template: '34px minmax(80px, 1.5fr) 100px', narrowest: 230 });
});

test('a hidden column goes, one without a name always stays', () => {
  const columns = [
    { id: 'a', meta: { min: 1, name: 'A' } },
    { id: 'b', meta: { min: 1, name: 'B' } },
    { id: 'c', meta: { min: 1 } },
  ];
  expect(choosableOf(columns).map(({ id }) => id)).toEqual(['a', 'b']);
  expect(visibilityOf(columns, ['b', 'c'], 1440)).toEqual({ a: true, b: false, c: true });
});

test('where not all have room, columns give way one by one in their order; none while the room is not known', () => {
  const columns = [
    { id: 'a', meta: { min: 300 } },
    { id: 'b', meta: { min: 200, givesWay: 2 } },
    { id: 'c', meta: { min: 100, givesWay: 1 } },
  ];
  const seen = (room: number, hidden: string[] = []) =>
    Object.entries(visibilityOf(columns, hidden, room))
      .filter(([, isSeen]) => isSeen)
      .map(([id]) => id)
      .join('');
  expect(visibilityOf(columns, [], 631, 'c'), 'the column that orders the rows gives way last').toEqual({
    a: true,
    b: false,
    c: true,
  });
  expect([seen(632), seen(631), seen(531), seen(100), seen(0)]).toEqual(['abc', 'ab', 'a', 'a', 'abc']);
});
