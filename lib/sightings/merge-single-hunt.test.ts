import { expect, test } from 'vitest';
import { cutHunt } from '@/lib/kql/cut/cut';
import type { Column } from '@/lib/kql/model';
import { mergeSingleHunt } from './merge-single-hunt';

const { outputs } = cutHunt(
  'DeviceProcessEvents | where FileName has "x" | summarize First = min(Timestamp), Last = max(Timestamp), Ids = make_set(ReportId), N = count() by DeviceId, DeviceName, AccountUpn',
);
const columns = (['DeviceId', 'DeviceName', 'AccountUpn', 'First', 'Last', 'Ids', 'N'] as const).map(
  (name): Column => ({ name, type: 'string' }),
);
const at = (day: number) => `2026-03-0${day}T00:00:00.0000001Z`;

test('the pieces of a group become one row: least, greatest, union, sum; exact beyond 2^53', () => {
  const merge = mergeSingleHunt(outputs);
  const earlier = [
    ['d1', 'ws-1', 'a@x', at(1), at(2), '[9007199254740993,1]', '9007199254740993'],
    ['d1', 'ws-1', 'b@x', at(1), at(1), '[1]', '1'],
  ];
  const later = [
    ['d1', 'ws-1', 'a@x', at(3), at(4), '[1,9007199254740992]', '2'],
    ['d2', 'ws-2', 'a@x', at(3), at(3), '[7]', '1'],
  ];
  expect(merge?.(earlier, later, columns)).toEqual([
    ['d1', 'ws-1', 'a@x', at(1), at(4), '[9007199254740993,1,9007199254740992]', '9007199254740995'],
    earlier[1],
    later[1],
  ]);
});

test('what does not show its groups is not put together', () => {
  expect(mergeSingleHunt({ ...outputs, groups: null })).toBeNull();
});
