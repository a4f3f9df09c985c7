import { expect, test } from 'vitest';
import { tracksOf } from './features';

test('columns become tracks, and their narrowest widths add up', () => {
  const columns = [{ columnDef: { meta: { min: 34 } } }, { columnDef: { meta: { min: 110, grow: 1.5 } } }, { columnDef: {} }];
  expect(tracksOf(columns)).toEqual({ template: '34px minmax(110px, 1.5fr) 100px', narrowest: 260 });
});
