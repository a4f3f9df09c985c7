import { expect, test } from 'vitest';
import { cutHunt } from './cut';

const groups = (behind: string, by = 'DeviceId, DeviceName, AccountUpn') =>
  cutHunt(`DeviceProcessEvents | where FileName has "x" | summarize Count = count(), First = min(Timestamp) by ${by}${behind}`)
    .outputs.groups;

test('what tells the rows of an answer apart is known while nothing computes on them', () => {
  expect(groups('')).toEqual(['DeviceId', 'DeviceName', 'AccountUpn']);
  expect(groups(' | sort by First asc | project-reorder Count')).toEqual(['DeviceId', 'DeviceName', 'AccountUpn']);
  expect(groups(' | project DeviceId, DeviceName, AccountUpn, Count, First')).toEqual(['DeviceId', 'DeviceName', 'AccountUpn']);
  expect(groups('', 'DeviceId, Day = bin(Timestamp, 1d)')).toEqual(['DeviceId', 'Day']);
});

test('it is not known where a column of it is gone, or a value is computed anew', () => {
  expect(groups(' | project-away AccountUpn')).toBeNull();
  expect(groups(' | extend Count = Count * Count')).toBeNull();
  expect(groups(' | project DeviceId, DeviceName, AccountUpn, Count = 1, First')).toBeNull();
});
