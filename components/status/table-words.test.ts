import { expect, test } from 'vitest';
import { isUnmissed, lagOf, lagWords, tableState, unaskedWords, withinWords } from './table-words';

const present = {
  name: 'DeviceProcessEvents',
  present: true,
  rows: '12',
  lastEvent: '2026-03-10T08:00:00.0000000Z',
  fault: null,
  hunts: 5,
};
const missing = { name: 'DeviceNetworkEvents', present: false, rows: '0', lastEvent: null, fault: null, hunts: 4 };
const broken = { name: 'DeviceFileCertificateInfo', present: true, rows: '0', lastEvent: null, fault: 'damaged', hunts: 1 };

test('missing, empty and unreadable are three things', () => {
  expect([present, missing, broken, { ...present, rows: '0', lastEvent: null }].map(tableState)).toEqual([
    'present',
    'missing',
    'broken',
    'empty',
  ]);
});

test('nobody misses an absent table that neither the product nor a hunt needs', () => {
  const absent = { ...missing, name: 'DeviceFileEvents', hunts: 0 };
  expect(isUnmissed(absent)).toBe(true);
  const others = [
    { ...missing, name: 'DeviceInfo', hunts: 0 },
    { ...absent, hunts: 1 },
    { ...absent, present: true },
  ];
  expect([...others, { ...absent, fault: 'damaged' }].map(isUnmissed)).toEqual([false, false, false, false]);
});

test('a table that was quiet of late is not empty', () => {
  expect(tableState({ ...present, rows: '0' })).toBe('present');
});

test('an hour behind is late, a day is old', () => {
  expect([0, 3_600, 3_601, 86_400, 86_401].map(lagOf)).toEqual(['fresh', 'fresh', 'late', 'late', 'old']);
});

test('what time the rows are of', () => {
  expect([null, '1d', '30d'].map(withinWords)).toEqual(['', ' in the last day', ' in the last 30 days']);
});

test('how far behind, in the unit that fits', () => {
  expect([0, 59, 90, 10_800, 864_000].map(lagWords)).toEqual([
    'under a minute behind',
    'under a minute behind',
    '90 s behind',
    '3 h behind',
    '10 d behind',
  ]);
});

test('hunts that are not asked are counted and their tables named', () => {
  expect(unaskedWords([present])).toBeNull();
  expect(unaskedWords([present, { ...missing, hunts: 0 }])).toBeNull();
  expect(unaskedWords([present, missing, broken])).toBe(
    '5 hunts need DeviceNetworkEvents, DeviceFileCertificateInfo. They are not asked: what only they would see is neither found nor ruled out.',
  );
  expect(unaskedWords([broken])).toMatch(/^1 hunt needs DeviceFileCertificateInfo\. It is not asked/);
});
