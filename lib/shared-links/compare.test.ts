import { expect, test } from 'vitest';
import { aRow } from '@/lib/sightings/fixtures';
import { noVerdict } from '@/lib/triage/model';
import { compareEvents, compareRows, newlyPartial } from './compare';
import { anEventsPage } from './fixtures';

const all = (...rows: ReturnType<typeof aRow>[]) => ({ rows, total: rows.length });
const [a, b] = [aRow({ deviceId: 'a', deviceName: 'ws-a' }), aRow({ deviceId: 'b', deviceName: 'ws-b' })];

test('what came, what went, and what says something else is told by its values', () => {
  const after = { ...b, count: 1200, lastSeen: '2026-03-11T00:00:00.0000000Z' };
  const decided = { ...after, verdict: { ...noVerdict, value: 'malicious' as const, owner: 'Ann', revision: 1 } };
  expect(compareRows(all(a, b), all(decided, aRow({ deviceId: 'c', deviceName: '' })))).toEqual({
    notes: [],
    added: ['AnyDesk on c'],
    gone: ['AnyDesk on ws-a'],
    changed: [
      {
        label: 'AnyDesk on ws-b',
        changes: [
          { what: 'verdict', from: 'Unreviewed', to: 'Malicious' },
          { what: 'owner', from: 'nobody', to: 'Ann' },
          { what: 'count', from: '1', to: '1,200' },
          { what: 'lastSeen', from: b.lastSeen, to: after.lastSeen },
        ],
      },
    ],
  });
  expect(compareRows(all(a), all(a))).toEqual({ notes: [], added: [], gone: [], changed: [] });
});

test('where rows are cut off, nobody is told that others came or went', () => {
  const cut = { rows: [a], total: 3 };
  expect(compareRows(cut, all(a, b))).toMatchObject({ added: [], notes: [expect.stringMatching(/new is not known/)] });
  expect(compareRows(all(a, b), cut)).toMatchObject({ gone: [], notes: [expect.stringMatching(/gone is not known/)] });
});

test('events are compared as far back as both lists reach', () => {
  expect(compareEvents(anEventsPage([3, 2, 1]), anEventsPage([4, 3, 1]))).toEqual({ added: 1, gone: 1 });
  expect(compareEvents(anEventsPage([3, 2], 9), anEventsPage([4, 3, 2, 1]))).toEqual({ added: 1, gone: 0 });
  expect(compareEvents(anEventsPage([3, 2, 1]), anEventsPage([5, 4, 3], 9))).toEqual({ added: 2, gone: 0 });
  const old = anEventsPage([9, 8, 1], 20, [1]);
  expect(compareEvents(old, anEventsPage([10, 9, 1], 20, [1]))).toEqual({ added: 1, gone: 0 });
  expect(compareEvents(old, anEventsPage([10, 9], 20))).toEqual({ added: 1, gone: 1 });
  expect(compareEvents(anEventsPage([2, 1]), anEventsPage([]))).toEqual({ added: 0, gone: 2 });
});

test('a notice of today’s answer is told only where the snapshot has none like it, and the answer lacks something', () => {
  const old = { kind: 'partial' as const, message: 'one' };
  const notices = [old, { kind: 'missing-table' as const, message: 'two' }, { kind: 'info' as const, message: 'three' }];
  expect(newlyPartial([old], notices)).toEqual([expect.stringMatching(/two$/)]);
});
