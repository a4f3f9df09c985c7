import { expect, test } from 'vitest';
import type { PendingQuery } from '@/lib/engines/model';
import { pendingLines, spokenLines } from './pending-lines';

const LIMIT = 'Log Analytics takes 200 queries in 30 seconds from one person.';
const aQuery = (what: string, query: Partial<PendingQuery> = {}): PendingQuery => ({
  id: what,
  what,
  state: 'running',
  position: null,
  limit: null,
  resumesIn: null,
  pieces: null,
  ...query,
});
const how = (...queries: PendingQuery[]) => pendingLines(queries).lines.map((line) => line.how);
const queued = (position: number) => aQuery(`q${position}`, { state: 'queued', position });
const held = (resumesIn: number | null) => aQuery('w', { state: 'waiting', limit: LIMIT, resumesIn });

test('the place in the queue is an ordinal, the first is the next', () => {
  expect([1, 2, 3, 4, 11, 12, 21, 102].map((n) => how(queued(n))[0])).toEqual([
    'next in the queue',
    '2nd in the queue',
    '3rd in the queue',
    '4th in the queue',
    '11th in the queue',
    '12th in the queue',
    '21st in the queue',
    '102nd in the queue',
  ]);
});

test('a limit says when it goes on, where that is known', () => {
  expect([0, 11_200, 119_000, 300_000, null].map((ms) => how(held(ms))[0])).toEqual([
    'goes on in 1 s',
    'goes on in 12 s',
    'goes on in 119 s',
    'goes on in 5 min',
    'waits for the limit',
  ]);
  expect(pendingLines([held(1), held(2), queued(2)]).limits).toEqual([LIMIT]);
});

test('the pieces of one question are one line', () => {
  const pieces = { done: 3, of: 8 };
  const part = (query: Partial<PendingQuery>) => aQuery('DeviceProcessEvents', { pieces, ...query });
  expect(pendingLines([part({}), part({ state: 'queued', position: 4 })]).lines).toEqual([
    { what: 'DeviceProcessEvents', how: '3 of 8 pieces' },
  ]);
  expect(how(part({ state: 'waiting', resumesIn: 9_000 }), part({ state: 'waiting', resumesIn: 3_000 }))).toEqual([
    '3 of 8 pieces; goes on in 3 s',
  ]);
});

test('work on files and hunts says how many were read', () => {
  expect(how(aQuery('DeviceProcessEvents', { pieces: { done: 2, of: 9, read: 'files' } }))).toEqual(['2 of 9 files read']);
  expect(how(aQuery('The catalogue', { pieces: { done: 7, of: 972, read: 'hunts' } }))).toEqual(['7 of 972 hunts read']);
});

test('lines stay where they are; where there is no room for all, what is held up comes first and the rest is counted', () => {
  const named = (letters: string) => pendingLines([...letters].map((what) => aQuery(what)).concat(queued(2)));
  expect(named('abc').lines.map(({ what }) => what)).toEqual(['a', 'b', 'c', 'q2']);
  const { lines, more } = named('abcdefghi');
  expect(lines.map(({ what }) => what)).toEqual(['q2', ...'abcdefg']);
  expect(more).toBe(2);
});

test('names are made visible; what is spoken does not change each second', () => {
  expect(pendingLines([aQuery('a\u202eb')]).lines[0]?.what).toBe('a⟨U+202E⟩b');
  expect(spokenLines([held(9_000)])).toBe(spokenLines([held(8_000)]));
  expect(spokenLines([held(9_000)])).toContain(LIMIT);
  expect(spokenLines([])).toBe('');
});
