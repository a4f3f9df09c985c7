import { expect, test } from 'vitest';
import type { ImportProgress } from '@/lib/engines/model';
import { SAY_WHICH } from '@/lib/engines/model';
import { asksForTable, formatBytes, hasNewlyCommitted, phaseOf, progressWords, shareOf } from './phases';

const job: ImportProgress = {
  id: '1',
  file: 'a.csv',
  state: 'reading',
  bytesRead: 0,
  bytesTotal: 0,
  rowsRead: 0,
  rowsWritten: 0,
  startedAt: '2026-03-10T08:00:00.0000000Z',
  endedAt: null,
  result: null,
  fault: null,
};

test('an import is starting until its size is known', () => {
  expect(phaseOf(job)).toBe('starting');
  expect(phaseOf({ ...job, bytesTotal: 10 })).toBe('reading');
  expect(phaseOf({ ...job, state: 'failed' })).toBe('failed');
  expect(phaseOf({ ...job, state: 'committed' })).toBe('done');
});

test('bytes are cut, not rounded up, in decimal units', () => {
  expect([0, 999, 1000, 1_999_999, 12_345_678, 2_560_000_000, 3e15].map(formatBytes)).toEqual([
    '0 B',
    '999 B',
    '1.0 kB',
    '1.9 MB',
    '12 MB',
    '2.5 GB',
    '3000 TB',
  ]);
});

test('a share is held within 0 and 1, and not made up where the total is not known', () => {
  expect([shareOf(1, 4), shareOf(9, 4), shareOf(1, 0)]).toEqual([0.25, 1, undefined]);
});

test('progress names bytes and rows', () => {
  expect(progressWords({ ...job, bytesRead: 1500, bytesTotal: 3000, rowsRead: 1 })).toBe('1.5 kB of 3.0 kB, 1 row');
  expect(progressWords({ ...job, state: 'sorting', rowsRead: 1200, rowsWritten: 300 })).toBe('1,200 rows read, 300 sorted in');
});

test('only a fault that asks for the table offers the tables', () => {
  expect(asksForTable({ state: 'failed', fault: `a.csv: its columns fit A and B alike; ${SAY_WHICH}` })).toBe(true);
  expect(asksForTable({ state: 'failed', fault: 'a.csv: this is HTML' })).toBe(false);
  expect(asksForTable({ state: 'cancelled', fault: null })).toBe(false);
});

test('a commit is new when the list before did not have it as committed', () => {
  const done: ImportProgress = { ...job, state: 'committed' };
  expect(hasNewlyCommitted([job], [done])).toBe(true);
  expect(hasNewlyCommitted([], [done])).toBe(true);
  expect(hasNewlyCommitted([done], [done])).toBe(false);
  expect(hasNewlyCommitted([job], [{ ...job, state: 'failed' }])).toBe(false);
});
