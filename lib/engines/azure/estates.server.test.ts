import { expect, test } from 'vitest';
import type { Column } from '@/lib/kql/model';
import { tableSchemas } from '@/lib/kql/schemas';
import { fusedLimits } from '@/lib/kql/syntax/limits';
import { type CrossWorkspaceQuery, crossWorkspaceUnion, originOf } from '@/lib/kql/workspaces/cross-workspace-union';
import { Fault } from '@/lib/shared/errors';
import { columnsOf, workspace } from '../log-analytics/fixtures';
import type { Holdings } from './estate';
import { Estates, type Unite } from './estates.server';
import { interned } from './interned';

const now = '2026-03-10T09:00:00.0000000Z';
const later = '2026-03-10T10:00:00.0000001Z';
const held = (name: string, more: Column[] = []): Holdings => ({
  workspace: workspace(name),
  tables: new Map([['DeviceInfo', interned([...(columnsOf('DeviceInfo') ?? []), ...more])]]),
});
const refusing = (message: string): Holdings => ({ workspace: workspace('far'), tables: new Fault('forbidden', message) });

/** Writes queries as in other tests, and counts how often. */
function counted() {
  const texts: string[] = [];
  const write: Unite = (kql, at, { tables, schemas }) => {
    texts.push(kql);
    return crossWorkspaceUnion(kql, { tables, schemas, now: at, limits: fusedLimits });
  };
  return { texts, estates: new Estates(tableSchemas, write) };
}

test('who sees the same has one estate, and queries that differ in instants only are written once', async () => {
  const { texts, estates } = counted();
  const [one, same] = [estates.of([held('a'), refusing('no')]), estates.of([held('a'), refusing('no')])];
  expect(same).toBe(one);
  const from = (day: number) =>
    `DeviceInfo | where Timestamp > datetime(2026-03-0${day}T00:00:00.0000000Z) and Timestamp < ago(1d)`;
  const last = ({ kql }: CrossWorkspaceQuery) => kql.split('\n').at(-1);
  const [first, second] = await Promise.all([estates.unite(from(1), one, now), estates.unite(from(2), same, later)]);
  expect(last(first)).toBe(
    from(1).replace('DeviceInfo', "['DeviceInfo of all workspaces']").replace('ago(1d)', `(datetime(${now}) - (1d))`),
  );
  expect(last(second)).toBe(
    from(2).replace('DeviceInfo', "['DeviceInfo of all workspaces']").replace('ago(1d)', `(datetime(${later}) - (1d))`),
  );
  expect(texts).toHaveLength(1);
  await estates.unite(`${from(1)} | count`, one, now);
  expect(texts).toHaveLength(2);
});

test('a query over several workspaces is the same by its shape, places included', async () => {
  const estates = new Estates(tableSchemas);
  const estate = estates.of([held('a'), held('b')]);
  const kql = `DeviceInfo | where Timestamp between (ago(1d) .. now()) and Timestamp != datetime(${later}) | join DeviceInfo on DeviceId`;
  const direct = crossWorkspaceUnion(kql, { ...estate, now, limits: fusedLimits });
  const united = await estates.unite(kql, estate, now);
  expect(united.kql).toBe(direct.kql);
  const [line, column] = [2, (direct.kql.split('\n')[1] ?? '').indexOf('join') + 1];
  expect(originOf(kql, united, line, column)).toEqual({ line: 1, column: kql.indexOf('join') + 1 });
});

test('what is wrong is told in the words of the query, and not kept', async () => {
  const { texts, estates } = counted();
  const estate = estates.of([held('a'), held('b')]);
  const kql = `search Timestamp == datetime(${later})`;
  for (let i = 0; i < 2; i++) await expect(estates.unite(kql, estate, now)).rejects.toThrow('2026-03-10T10:00');
  expect(texts).toHaveLength(4);
});

test('who leaves before the query is written is told so, and the others have it', async () => {
  let write = (_: CrossWorkspaceQuery) => {};
  const estates = new Estates(tableSchemas, () => new Promise((resolve) => (write = resolve)));
  const estate = estates.of([held('a')]);
  const leaver = new AbortController();
  const left = estates.unite('DeviceInfo | count', estate, now, leaver.signal);
  const stays = estates.unite('DeviceInfo | count', estate, later);
  leaver.abort();
  await expect(left).rejects.toMatchObject({ kind: 'cancelled' });
  write({ kql: 'DeviceInfo | count', tables: [], columns: [], edits: [], before: 0 });
  expect((await stays).kql).toBe('DeviceInfo | count');
});

test('any difference in what there is makes another', async () => {
  const estates = new Estates(tableSchemas);
  const all = [
    [held('a')],
    [held('b')],
    [held('a'), held('b')],
    [held('a', [{ name: 'Risk', type: 'long' }])],
    [held('a', [{ name: 'Risk', type: 'string' }])],
    [held('a'), refusing('no')],
    [held('a'), refusing('gone')],
  ].map((holdings) => estates.of(holdings));
  expect(new Set(all).size).toBe(all.length);
  const united = await Promise.all(all.map((estate) => estates.unite('DeviceInfo | count', estate, now)));
  const texts = united.map(({ kql }) => kql);
  expect(texts[2]).toContain("workspace('b-id')");
  expect(texts[0]).toBe('DeviceInfo | count');
});

test('that all refuse is said each time', () => {
  const estates = new Estates(tableSchemas);
  for (let i = 0; i < 2; i++) expect(() => estates.of([refusing('no')])).toThrow('refused');
});
