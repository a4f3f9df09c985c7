/** ReportIds are asked for once, whoever asks and however often. The engine here counts its queries. */

import { expect, test } from 'vitest';
import { SweepPlan } from '@/lib/catalogue/sweep-plan';
import type { Engine } from '@/lib/engines/engine';
import { localIdentity } from '@/lib/engines/identity';
import { aHunt } from '@/lib/hunts/fixtures';
import { cutHunt } from '@/lib/kql/cut/cut';
import { atOnce } from '@/lib/shared/steps';
import { tableOfSignal } from '@/lib/tables/tables';
import { noVerdict } from '@/lib/triage/model';
import { aSighting } from './fixtures';
import { reportKey } from './page';
import { askReportIds } from './report-ids.server';
import { narrowAll } from './select';
import type { SweepResult } from './sweep-result';

const NOW = '2026-03-10T12:00:00.0000000Z';
const window = { from: '2026-03-05T12:00:00.0000000Z', to: NOW };
const hunt = { hunt: aHunt('AnyDesk', 'process', 'a'), cut: cutHunt('DeviceProcessEvents | where FileName has "anydesk"') };
const compiled = { revision: 1, hunts: [hunt], refused: [], outdated: [], fileFaults: [], toolSlugs: new Set(['anydesk']) };
const coverage = {
  tables: Object.values(tableOfSignal).map((name) => ({ name, present: true, timeColumn: 'Timestamp' as const })),
  workspaces: [],
  history: {},
  notices: [],
};
const plan = new SweepPlan({ compiled, coverage, window, askedOf: [] });

function engineOf(partial: string[] = []) {
  const asked: string[] = [];
  const engine: Engine = {
    name: 'embedded',
    retention: null,
    freshFor: null,
    version: () => '1',
    sample: () => false,
    check: () => undefined,
    tables: async () => [],
    coverage: async () => coverage,
    query: async (kql) => {
      asked.push(kql);
      await new Promise((resolve) => setTimeout(resolve, 5));
      const devices = [...kql.matchAll(/'id-(\w+)'/g)].map(([, name]) => `id-${name}`);
      const columns = ['DeviceId', 'Hunts', 'Ids'].map((name) => ({ name, type: 'string' as const }));
      return { columns, rows: devices.map((id) => [id, 'h0anydesk,', '["7","9007199254740993"]']), partial, cut: false };
    },
  };
  const principal = { kind: 'system', name: 'a test', scope: 'local' } as const;
  return { asked, context: { principal, engine, identity: localIdentity, now: NOW } };
}
const sweepOf = (): SweepResult => ({
  engine: 'embedded',
  window,
  asOf: NOW,
  axis: plan.axis,
  sightings: [aSighting('AnyDesk', 'one'), aSighting('AnyDesk', 'two')],
  history: {},
  notices: [],
  complete: true,
});
const rowsOf = (sweep: SweepResult) => atOnce(narrowAll(sweep, { signal: [], excluded: false }, window.from, () => noVerdict));

test('many who ask for the same rows wait for one query, and those who come later need none', async () => {
  const { asked, context } = engineOf();
  const sweep = sweepOf();
  const answers = await Promise.all(Array.from({ length: 20 }, () => askReportIds(context, plan, sweep, rowsOf(sweep))));
  for (const { ids } of answers) expect(ids.get(reportKey('id-two', 'anydesk', 'process'))).toEqual(['7', '9007199254740993']);
  await askReportIds(context, plan, sweep, rowsOf(sweep).slice(0, 1));
  expect(asked).toHaveLength(1);
});

test('another page asks for its own rows only', async () => {
  const { asked, context } = engineOf();
  const sweep = sweepOf();
  const [one, two] = rowsOf(sweep);
  if (!one || !two) throw new Error('two rows are made above');
  await askReportIds(context, plan, sweep, [one]);
  await askReportIds(context, plan, sweep, [one, two]);
  expect(asked.map((kql) => kql.match(/'id-\w+'/g))).toEqual([["'id-one'"], ["'id-two'"]]);
});

test('ids that are not all there are said to be so, and asked for again', async () => {
  const { asked, context } = engineOf(['a shard did not answer']);
  const sweep = sweepOf();
  const { notices } = await askReportIds(context, plan, sweep, rowsOf(sweep));
  expect(notices).toEqual([{ kind: 'partial', message: 'DeviceProcessEvents: ReportIds: a shard did not answer' }]);
  await askReportIds(context, plan, sweep, rowsOf(sweep));
  expect(asked).toHaveLength(2);
});

test('a caller that leaves disturbs no other', async () => {
  const { asked, context } = engineOf();
  const sweep = sweepOf();
  const leaves = new AbortController();
  const [left, stayed] = [
    askReportIds({ ...context, signal: leaves.signal }, plan, sweep, rowsOf(sweep)),
    askReportIds({ ...context, signal: new AbortController().signal }, plan, sweep, rowsOf(sweep)),
  ];
  leaves.abort();
  await expect(left).rejects.toMatchObject({ kind: 'cancelled' });
  expect((await stayed).ids.size).toBe(2);
  expect(asked).toHaveLength(1);
});
