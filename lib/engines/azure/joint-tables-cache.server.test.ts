import { expect, test } from 'vitest';
import type { Column } from '@/lib/kql/model';
import { tableSchemas } from '@/lib/kql/schemas';
import { fusedLimits } from '@/lib/kql/syntax/limits';
import { type CrossWorkspaceQuery, crossWorkspaceUnion, originOf } from '@/lib/kql/workspaces/cross-workspace-union';
import { Fault } from '@/lib/shared/errors';
import { columnsOf, workspace } from '../log-analytics/fixtures';
import { interned } from './interned';
import type { Holdings } from './joint-tables';
import { JointTablesCache, type Unite } from './joint-tables-cache.server';

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
  return { texts, cache: new JointTablesCache(tableSchemas, write) };
}

test('who sees the same gets the same joint tables, and queries that differ in instants only are written once', async () => {
  const { texts, cache } = counted();
  const [one, same] = [cache.of([held('a'), refusing('no')]), cache.of([held('a'), refusing('no')])];
  expect(same).toBe(one);
  const from = (day: number) =>
    `DeviceInfo | where Timestamp > datetime(2026-03-0${day}T00:00:00.0000000Z) and Timestamp < ago(1d)`;
  const last = ({ kql }: CrossWorkspaceQuery) => kql.split('\n').at(-1);
  const [first, second] = await Promise.all([cache.unite(from(1), one, now), cache.unite(from(2), same, later)]);
  expect(last(first)).toBe(
    from(1).replace('DeviceInfo', "['DeviceInfo of all workspaces']").replace('ago(1d)', `(datetime(${now}) - (1d))`),
  );
  expect(last(second)).toBe(
    from(2).replace('DeviceInfo', "['DeviceInfo of all workspaces']").replace('ago(1d)', `(datetime(${later}) - (1d))`),
  );
  expect(texts).toHaveLength(1);
  await cache.unite(`${from(1)} | count`, one, now);
  expect(texts).toHaveLength(2);
});

test('a query over several workspaces is the same by its shape, places included', async () => {
  const cache = new JointTablesCache(tableSchemas);
  const joint = cache.of([held('a'), held('b')]);
  const kql = `DeviceInfo | where Timestamp between (ago(1d) .. now()) and Timestamp != datetime(${later}) | join DeviceInfo on DeviceId`;
  const direct = crossWorkspaceUnion(kql, { ...joint, now, limits: fusedLimits });
  const united = await cache.unite(kql, joint, now);
  expect(united.kql).toBe(direct.kql);
  const [line, column] = [2, (direct.kql.split('\n')[1] ?? '').indexOf('join') + 1];
  expect(originOf(kql, united, line, column)).toEqual({ line: 1, column: kql.indexOf('join') + 1 });
});

test('what is wrong is told in the words of the query, and not kept', async () => {
  const { texts, cache } = counted();
  const joint = cache.of([held('a'), held('b')]);
  const kql = `search Timestamp == datetime(${later})`;
  for (let i = 0; i < 2; i++) await expect(cache.unite(kql, joint, now)).rejects.toThrow('2026-03-10T10:00');
  expect(texts).toHaveLength(4);
});

test('who leaves before the query is written is told so, and the others have it', async () => {
  let write = (_: CrossWorkspaceQuery) => {};
  const cache = new JointTablesCache(tableSchemas, () => new Promise((resolve) => (write = resolve)));
  const joint = cache.of([held('a')]);
  const leaver = new AbortController();
  const left = cache.unite('DeviceInfo | count', joint, now, leaver.signal);
  const stays = cache.unite('DeviceInfo | count', joint, later);
  leaver.abort();
  await expect(left).rejects.toMatchObject({ kind: 'cancelled' });
  write({ kql: 'DeviceInfo | count', tables: [], columns: [], edits: [], before: 0 });
  expect((await stays).kql).toBe('DeviceInfo | count');
});

test('any difference in what there is makes another', async () => {
  const cache = new JointTablesCache(tableSchemas);
  const all = [
    [held('a')],
    [held('b')],
    [held('a'), held('b')],
    [held('a', [{ name: 'Risk', type: 'long' }])],
    [held('a', [{ name: 'Risk', type: 'string' }])],
    [held('a'), refusing('no')],
    [held('a'), refusing('gone')],
  ].map((holdings) => cache.of(holdings));
  expect(new Set(all).size).toBe(all.length);
  const united = await Promise.all(all.map((joint) => cache.unite('DeviceInfo | count', joint, now)));
  const texts = united.map(({ kql }) => kql);
  expect(texts[2]).toContain("workspace('b-id')");
  expect(texts[0]).toBe('DeviceInfo | count');
});

test('that all refuse is said each time', () => {
  const cache = new JointTablesCache(tableSchemas);
  for (let i = 0; i < 2; i++) expect(() => cache.of([refusing('no')])).toThrow('refused');
});
