import { expect, test } from 'vitest';
import type { Notice } from '@/lib/query/model';
import { notSaid } from './not-said';

const missing = (table: string, message: string): Notice => ({ kind: 'missing-table', table, message });
const said = [missing('DeviceProcessEvents', '21 hunts were not asked.'), { kind: 'info' as const, message: 'A.' }];

test('a missing table is told of once on a page, whatever part of it speaks', () => {
  const other = missing('DeviceNetworkEvents', 'It was not asked.');
  expect(notSaid([missing('DeviceProcessEvents', 'It was not asked.'), other], said)).toEqual([other]);
});

test('other notices are left out only when their words are the same', () => {
  const partial: Notice = { kind: 'partial', message: 'DeviceProcessEvents is not there' };
  expect(notSaid([{ kind: 'info', message: 'A.' }, partial], said)).toEqual([partial]);
  expect(notSaid(said, [])).toEqual(said);
});
