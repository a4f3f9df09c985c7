import { QueryClient } from '@tanstack/react-query';
import { expect, test } from 'vitest';
import { aRow } from '@/lib/sightings/fixtures';
import { noVerdict, type Verdict } from '@/lib/triage/model';
import { allTheSame, heldWords } from './conflict';
import { decided, expectedOf, staleAfter } from './decision';
import { choiceOf, fieldsOf } from './form-fields';
import { OwnRevisions } from './revisions';

const row = (device: string, verdict: Partial<Verdict> = {}) => aRow({ deviceId: device, verdict: { ...noVerdict, ...verdict } });
const changes = (revision: number) => ({
  changes: [{ tool: 'AnyDesk', deviceId: 'd1', revision, from: 'new' as const, to: 'approved' as const }],
  undoId: 'u',
  notices: [],
});

test('a decision is what the server will make of it: the first to decide owns it, a note belongs to its verdict', () => {
  const before = { ...noVerdict, note: 'old', changedSince: ['new account: x'], changes: [] };
  expect(decided(before, { verdict: 'approved' }, 'Ann')).toEqual({ ...noVerdict, value: 'approved', owner: 'Ann', by: 'Ann' });
  expect(decided({ ...before, value: 'approved', owner: 'Bob' }, { verdict: 'approved' }, 'Ann')).toMatchObject({
    owner: 'Bob',
    note: 'old',
  });
  expect(decided({ ...before, owner: 'Bob' }, { verdict: 'approved', owner: null }, 'Ann').owner).toBeNull();
});

test('a decision shows at once in its rows and in the figure, and can be taken back', () => {
  const client = new QueryClient();
  const page = { rows: [row('d1'), row('d2')], figures: { unreviewed: 7 } };
  const data = { pages: [page, { rows: [row('d3')], figures: { unreviewed: 7 } }], pageParams: [] };
  client.setQueryData(['sightings', 'q', 0], data);
  const back = expectedOf({ subjects: [row('d1'), row('d3')], choice: { verdict: 'approved' } }, 'Ann').map((one) =>
    one.show(client),
  );
  const shown = client.getQueryData<typeof data>(['sightings', 'q', 0]);
  expect(shown?.pages.flatMap(({ rows }) => rows.map(({ verdict }) => verdict.value))).toEqual(['approved', 'new', 'approved']);
  expect(shown?.pages[0]?.figures.unreviewed).toBe(5);
  for (const each of back) each();
  expect(client.getQueryData(['sightings', 'q', 0])).toEqual(data);
});

test('every list of sightings is asked anew after a decision, those of a tool’s page too; what knows no verdicts is not', async () => {
  const client = new QueryClient();
  for (const kind of ['sightings', 'sighting', 'tool devices', 'hunts']) client.setQueryData([kind, 'q'], {});
  for (const queryKey of staleAfter) await client.invalidateQueries({ queryKey });
  const old = client.getQueryCache().findAll({ predicate: ({ state }) => state.isInvalidated });
  expect(old.map(({ queryKey: [kind] }) => kind)).toEqual(['sightings', 'sighting', 'tool devices']);
});

test('what is sent names the revision that the person has seen, or has made since', () => {
  const own = new OwnRevisions();
  const decision = { subjects: [row('d1', { revision: 1 })], choice: { verdict: 'approved' as const } };
  expect(own.items(decision)).toEqual([{ tool: 'AnyDesk', deviceId: 'd1', ifRevision: 1 }]);
  own.made(decision.subjects, changes(2));
  expect(own.items(decision)).toMatchObject([{ ifRevision: 2 }]);
  const inOne = { ...decision, subjects: [row('d9', { revision: 3, workspace: 'emea' })] };
  expect(own.items(inOne)).toMatchObject([{ deviceId: 'd9', ifRevision: 3, workspace: 'emea' }]);
});

test('after a conflict the same is sent by the revisions that are held now', () => {
  const held = [{ ...noVerdict, tool: 'AnyDesk', deviceId: 'd1', value: 'malicious' as const, revision: 4, by: 'Ann' }];
  expect(heldWords(held)).toEqual(['AnyDesk on d1: now malicious by Ann']);
  const again = allTheSame({ subjects: [row('d1'), row('d2')], choice: { verdict: 'approved' } }, held);
  expect(new OwnRevisions().items(again)).toMatchObject([{ ifRevision: 4 }, { ifRevision: 0 }]);
});

test('a form sends what was changed in it, and nothing else of many', () => {
  const one = fieldsOf([
    row('d1', { value: 'approved', owner: 'Bob', ticket: 'https://t.example/1', reviewAt: '2026-04-01T00:00:00.0000000Z' }),
  ]);
  expect(one).toEqual({ verdict: 'approved', note: '', owner: 'Bob', ticket: 'https://t.example/1', review: '2026-04-01' });
  expect(choiceOf(one, { ...one, owner: '', review: '' })).toEqual({ verdict: 'approved', owner: null, reviewAt: null });
  const many = fieldsOf([row('d1', { owner: 'Bob' }), row('d2')]);
  expect(choiceOf(many, { ...many, verdict: 'approved', note: 'patching' })).toEqual({ verdict: 'approved', note: 'patching' });
});
