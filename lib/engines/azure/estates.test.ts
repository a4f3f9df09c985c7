import { expect, test } from 'vitest';
import type { Column } from '@/lib/kql/model';
import { tableSchemas } from '@/lib/kql/schemas';
import { Fault } from '@/lib/shared/errors';
import { columnsOf, workspace } from '../log-analytics/fixtures';
import type { Holdings } from './estate';
import { Estates } from './estates';
import { interned } from './interned';

const now = '2026-03-10T09:00:00.0000000Z';
const held = (name: string, more: Column[] = []): Holdings => ({
  workspace: workspace(name),
  tables: new Map([['DeviceInfo', interned([...(columnsOf('DeviceInfo') ?? []), ...more])]]),
});
const refusing = (message: string): Holdings => ({ workspace: workspace('far'), tables: new Fault('forbidden', message) });

test('who sees the same has one estate, and one query written for it', () => {
  const estates = new Estates(tableSchemas);
  const [one, same] = [estates.of([held('a'), refusing('no')]), estates.of([held('a'), refusing('no')])];
  expect(same).toBe(one);
  const query = estates.unite('DeviceInfo | where Timestamp > ago(1d)', one, now);
  expect(estates.unite('DeviceInfo | where Timestamp > ago(1d)', same, now)).toBe(query);
  expect(estates.unite('DeviceInfo | where Timestamp > ago(1d)', same, '2026-03-10T09:00:00.0000001Z').kql).not.toBe(query.kql);
});

test('any difference in what there is makes another', () => {
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
  const texts = all.map((estate) => estates.unite('DeviceInfo | count', estate, now).kql);
  expect(texts[2]).toContain("workspace('b-id')");
  expect(texts[0]).toBe('DeviceInfo | count');
});

test('that all refuse is said each time', () => {
  const estates = new Estates(tableSchemas);
  for (let i = 0; i < 2; i++) expect(() => estates.of([refusing('no')])).toThrow('refused');
});
