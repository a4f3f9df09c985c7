import { expect, test } from 'vitest';
import type { VerdictValue } from '@/lib/triage/model';
import { carryOver, changeItems, compareItems, type OpenSighting } from './items';
import type { HandoverItem } from './model';

const open = (deviceId: string, more: Partial<OpenSighting> = {}): OpenSighting => ({
  ...{ tool: 'AnyDesk', toolSlug: 'anydesk', deviceId, deviceName: `${deviceId}.corp`, workspace: '' },
  ...{ verdict: 'suspicious', verdictRevision: 1, by: 'Ann', at: '2026-03-10T00:00:00.0000000Z', note: '', ticket: null },
  ...{ changedSince: [], owner: 'Ann', ...more },
});
const unknown = (): VerdictValue => 'new';
const keys = (items: readonly HandoverItem[]) => items.map(({ key }) => key);
const edit = (items: readonly HandoverItem[], key: string, more: Partial<HandoverItem>) =>
  items.map((item) => (item.key === key ? { ...item, ...more } : item));
const anydesk = (deviceId: string) => `anydesk~${deviceId}~`;

test('what is open comes over with next step, owner and deadline, and knows through how many handovers', () => {
  const first = edit(carryOver([], [open('a'), open('b')], [], unknown), anydesk('a'), { nextStep: 'call IT', owner: 'Bob' });
  const second = carryOver(first, [open('a'), open('b'), open('c', { verdict: 'escalated' })], [], unknown);
  expect(second.map(({ key, nextStep, owner, carried }) => [key, nextStep, owner, carried])).toEqual([
    [anydesk('c'), '', 'Ann', 0],
    [anydesk('a'), 'call IT', 'Bob', 1],
    [anydesk('b'), '', 'Ann', 1],
  ]);
});

test('what was done comes back only when its verdict was changed since', () => {
  const done = edit(carryOver([], [open('a')], [], unknown), anydesk('a'), { done: true });
  expect(carryOver(done, [open('a')], [], unknown)).toEqual([]);
  expect(carryOver(done, [open('a', { verdictRevision: 2 })], [], unknown)).toMatchObject([{ done: false, carried: 1 }]);
  // In the draft in which it was marked, it stays to be seen.
  expect(carryOver([], [open('a')], done, unknown)).toMatchObject([{ done: true }]);
});

test('what was approved is closed; what was taken back stays, as nobody has decided it', () => {
  const before = carryOver([], [open('a'), open('b')], [], unknown);
  const after = carryOver(before, [], [], (key) => (key === anydesk('a') ? 'approved' : 'new'));
  expect(after).toMatchObject([{ key: anydesk('b'), sighting: { verdict: 'new' }, carried: 1 }]);
});

test('what the sample shift left open goes with its verdict', () => {
  const before = carryOver([], [open('a', { by: 'Sample analyst 1' })], [], unknown);
  expect(carryOver(before, [open('a', { by: 'Sample analyst 1' })], [], unknown)).toHaveLength(1);
  expect(carryOver(before, [], [], unknown)).toEqual([]);
});

test('an item about no sighting is carried until it is done', () => {
  const { items, unknown: none } = changeItems(
    [],
    [{ title: 'Phishing test on Friday', nextStep: 'expect noise' }],
    () => 'free~1',
  );
  expect(none).toEqual([]);
  const next = carryOver(items, [], [], unknown);
  expect(next).toMatchObject([{ key: 'free~1', title: 'Phishing test on Friday', nextStep: 'expect noise', carried: 1 }]);
  expect(carryOver(edit(next, 'free~1', { done: true }), [], [], unknown)).toEqual([]);
});

test('what a draft says of an item holds when it is made anew, and a new verdict takes its owner from there', () => {
  const before = carryOver([], [open('a')], [], unknown);
  const drafted = edit(carryOver(before, [open('a')], [], unknown), anydesk('a'), { nextStep: 'wait', owner: 'Carl' });
  expect(carryOver(before, [open('a')], drafted, unknown)).toMatchObject([{ nextStep: 'wait', owner: 'Carl', carried: 1 }]);
  const decided = open('a', { verdictRevision: 2, owner: 'Dora' });
  expect(carryOver(before, [decided], drafted, unknown)).toMatchObject([{ nextStep: 'wait', owner: 'Dora' }]);
});

test('a change of an item that is not there is told', () => {
  expect(changeItems([], [{ key: 'gone', done: true }], () => 'x')).toEqual({ items: [], unknown: ['gone'] });
});

test('two handovers differ by what was opened, closed and changed', () => {
  const before = carryOver([], [open('a'), open('b'), open('c'), open('same')], [], unknown);
  const next = carryOver(
    before,
    [open('a', { verdict: 'malicious', verdictRevision: 2 }), open('c'), open('d'), open('same')],
    [],
    () => 'approved',
  );
  const after = edit(next, anydesk('c'), { done: true });
  expect(compareItems(before, after).map(({ key, kind, changes }) => [key, kind, changes])).toEqual([
    [anydesk('d'), 'opened', []],
    [anydesk('b'), 'closed', []],
    [anydesk('c'), 'closed', []],
    [anydesk('a'), 'changed', ['Verdict: Suspicious → Malicious']],
  ]);
  expect(keys(after)).toHaveLength(4);
});
