import { expect, test } from 'vitest';
import { rowKey } from '@/components/sightings/open-row';
import { aRow } from '@/lib/sightings/fixtures';
import { rowStillThere } from './hovered-cell';

const [first, second] = [aRow({ deviceId: 'id-1' }), aRow({ deviceId: 'id-2' })];
const rowAt = (rows: (typeof first)[]) => (index: number) => rows[index];

test('the buttons of a cell go when another row, or none, stands where theirs was', () => {
  const hovered = { index: 0, row: first };
  expect(rowStillThere(hovered, rowAt([second]), rowKey)).toBeUndefined();
  expect(rowStillThere(hovered, rowAt([]), rowKey)).toBeUndefined();
});

test('they stay when their row has a newer answer, and act on that', () => {
  const newer = aRow({ deviceId: 'id-1', deviceName: 'renamed' });
  expect(rowStillThere({ index: 0, row: first }, rowAt([newer, second]), rowKey)).toBe(newer);
});
