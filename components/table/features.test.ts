import { expect, test } from 'vitest';
import { choosableOf, tracksOf, visibilityOf } from './features';

test('columns become tracks, and their narrowest widths add up', () => {
  const columns = [{ columnDef: { meta: { min: 34 } } }, { columnDef: { meta: { min: 110, grow: 1.5 } } }, { columnDef: {} }];
  expect(tracksOf(columns)).toEqual({ template: '34px minmax(110px, 1.5fr) 100px', narrowest: 260 });
});

test('a hidden column goes, one that gives way goes beside a panel, one without a name always stays', () => {
  const columns = [
    { id: 'a', meta: { min: 1, name: 'A', givesWay: true as const } },
    { id: 'b', meta: { min: 1, name: 'B' } },
    { id: 'c', meta: { min: 1 } },
  ];
  expect(choosableOf(columns).map(({ id }) => id)).toEqual(['a', 'b']);
  expect(visibilityOf(columns, ['b', 'c'], false)).toEqual({ a: true, b: false, c: true });
  expect(visibilityOf(columns, [], true)).toEqual({ a: false, b: true, c: true });
});
