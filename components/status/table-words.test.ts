import { expect, test } from 'vitest';
import { lagWords, tableState, unaskedWords } from './table-words';

const present = { name: 'DeviceProcessEvents', present: true, rows: '12', fault: null, hunts: 5 };
const missing = { name: 'DeviceNetworkEvents', present: false, rows: '0', fault: null, hunts: 4 };
const broken = { name: 'DeviceFileCertificateInfo', present: true, rows: '0', fault: 'damaged', hunts: 1 };

test('missing, empty and unreadable are three things', () => {
  expect([present, missing, broken, { ...present, rows: '0' }].map(tableState)).toEqual([
    'present',
    'missing',
    'broken',
    'empty',
  ]);
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
