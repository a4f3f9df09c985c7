import { expect, test } from 'vitest';
import type { PendingQuery } from '@/lib/engines/model';
import { flowLines, spokenFlows } from './flow-lines';

const LIMIT = 'Log Analytics takes 200 queries in 30 seconds from one person.';
const aFlow = (what: string, flow: Partial<PendingQuery> = {}): PendingQuery => ({
  id: what,
  what,
  state: 'running',
  position: null,
  limit: null,
  resumesIn: null,
  pieces: null,
  ...flow,
});
const how = (...flows: PendingQuery[]) => flowLines(flows).lines.map((line) => line.how);
const queued = (position: number) => aFlow(`q${position}`, { state: 'queued', position });
const held = (resumesIn: number | null) => aFlow('w', { state: 'waiting', limit: LIMIT, resumesIn });

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
  expect(flowLines([held(1), held(2), queued(2)]).limits).toEqual([LIMIT]);
});

test('the pieces of one question are one line', () => {
  const pieces = { done: 3, of: 8 };
  const part = (flow: Partial<PendingQuery>) => aFlow('DeviceProcessEvents', { pieces, ...flow });
  expect(flowLines([part({}), part({ state: 'queued', position: 4 })]).lines).toEqual([
    { what: 'DeviceProcessEvents', how: '3 of 8 pieces' },
  ]);
  expect(how(part({ state: 'waiting', resumesIn: 9_000 }), part({ state: 'waiting', resumesIn: 3_000 }))).toEqual([
    '3 of 8 pieces; goes on in 3 s',
  ]);
});

test('lines stay where they are; where there is no room for all, what is held up comes first and the rest is counted', () => {
  const named = (letters: string) => flowLines([...letters].map((what) => aFlow(what)).concat(queued(2)));
  expect(named('abc').lines.map(({ what }) => what)).toEqual(['a', 'b', 'c', 'q2']);
  const { lines, more } = named('abcdefghi');
  expect(lines.map(({ what }) => what)).toEqual(['q2', ...'abcdefg']);
  expect(more).toBe(2);
});

test('names are made visible; what is spoken does not change each second', () => {
  expect(flowLines([aFlow('a\u202eb')]).lines[0]?.what).toBe('a⟨U+202E⟩b');
  expect(spokenFlows([held(9_000)])).toBe(spokenFlows([held(8_000)]));
  expect(spokenFlows([held(9_000)])).toContain(LIMIT);
  expect(spokenFlows([])).toBe('');
});
