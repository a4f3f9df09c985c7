/** Which hunts match a device's events, on an engine that gives rows as it is told. */
import { expect, test } from 'vitest';
import { SweepPlan } from '@/lib/catalogue/sweep-plan';
import type { Engine } from '@/lib/engines/engine';
import { localIdentity } from '@/lib/engines/identity';
import { aHunt } from '@/lib/hunts/fixtures';
import { cutHunt } from '@/lib/kql/cut/cut';
import type { Cell } from '@/lib/kql/model';
import { Fault } from '@/lib/shared/errors';
import { tableOfSignal } from '@/lib/tables/tables';
import { toEvents } from './event-rows';
import { matchHunts } from './matched-hunts.server';

const NOW = '2026-03-10T12:00:00.0000000Z';
const window = { from: '2026-03-05T12:00:00.0000000Z', to: NOW };
const hunt = { hunt: aHunt('AnyDesk', 'process', 'a'), cut: cutHunt('DeviceProcessEvents | where FileName has "anydesk"') };
const compiled = { revision: 1, hunts: [hunt], refused: [], outdated: [], fileFaults: [], toolSlugs: new Set(['anydesk']) };
const coverage = {
  tables: Object.values(tableOfSignal).map((name) => ({ name, present: true, timeColumn: 'Timestamp' as const })),
  workspaces: [],
  notices: [],
};
const plan = new SweepPlan({ compiled, coverage, window, askedOf: [] });

function contextOf(query: () => Promise<Cell[][]>, partial: string[] = []) {
  const columns = ['Timestamp', 'ReportId', 'Hunts', 'ExcludedBy'].map((name) => ({ name, type: 'string' as const }));
  const engine: Engine = {
    ...{ name: 'log-analytics', retention: null, freshFor: null },
    ...{ version: () => '', sample: () => false, check: () => undefined },
    tables: async () => [],
    coverage: async () => coverage,
    query: async () => ({ columns, rows: await query(), partial, cut: false }),
  };
  const principal = { kind: 'system', name: 'a test', scope: 'local' } as const;
  return { principal, engine, identity: localIdentity, now: NOW };
}

function events(...rows: [timestamp: string, reportId: string | null][]) {
  const columns = ['Timestamp', 'ReportId', 'DeviceId'].map((name) => ({ name, type: 'string' as const }));
  return toEvents({ columns, rows: rows.map((row) => [...row, 'd']), partial: [], cut: false }, 'process');
}
const at = (second: number) => `2026-03-10T08:59:0${second}.1234567Z`;
const toolsOf = (matched: Awaited<ReturnType<typeof matchHunts>>) => matched.events.map(({ tools }) => tools);

test('events stay in their list when the hunts cannot be asked, and the answer says so', async () => {
  const fails = contextOf(() => Promise.reject(new Fault('unavailable', 'Log Analytics is not available (502).')));
  const matched = await matchHunts(fails, plan, events([at(1), '7']));
  expect(toolsOf(matched)).toEqual([[]]);
  const what = 'DeviceProcessEvents: which hunts match';
  expect(matched.notices).toEqual([
    { kind: 'partial', message: `${what} could not be asked: Log Analytics is not available (502).` },
  ]);
  const partial = contextOf(async () => [], ['a shard did not answer']);
  expect((await matchHunts(partial, plan, events([at(1), '7']))).notices[0]?.message).toBe(`${what}: a shard did not answer`);
});

test.each([new Fault('cancelled', 'x'), new Fault('unauthenticated', 'x'), new Error('a bug')])(
  'what is no matter of the hunts is thrown on: %s',
  async (error) => {
    await expect(
      matchHunts(
        contextOf(() => Promise.reject(error)),
        plan,
        events([at(1), '7']),
      ),
    ).rejects.toBe(error);
  },
);

test('an event without a ReportId has its hunts unless another of its instant may be meant', async () => {
  const all = contextOf(async () => [
    [at(1), null, 'h0anydesk,', ''],
    [at(2), null, 'h0anydesk,', ''],
    [at(3), '7', 'h0anydesk,', ''],
  ]);
  const [alone, twin, other, sound] = events([at(1), null], [at(2), null], [at(2), null], [at(3), '7']);
  if (!alone || !twin || !other || !sound) throw new Error('There are four.');
  const clear = await matchHunts(all, plan, [alone, sound]);
  expect([toolsOf(clear), clear.notices]).toEqual([[['AnyDesk'], ['AnyDesk']], []]);
  for (const [shown, others] of [
    [[alone, twin, other], []],
    [[alone, twin], [other]],
  ] as const) {
    const matched = await matchHunts(all, plan, [...shown], [...others]);
    expect(toolsOf(matched)).toEqual([['AnyDesk'], [], []].slice(0, shown.length));
    expect(matched.notices.map(({ message }) => message)).toEqual([expect.stringContaining('cannot be told apart')]);
  }
});

test('an event says which exclusions take it out, for the tools that its hunts look for', async () => {
  const where = { column: 'account', op: '=~' as const, value: 'corp\\svc' };
  const one = { id: 'e1', name: 'one', toolSlug: null, where };
  const exclusions = [one, { ...one, id: 'e2', toolSlug: 'realvnc' }, { ...one, id: 'e3', toolSlug: 'anydesk' }];
  const excluding = plan.excluding({ key: '', exclusions, listOf: () => undefined });
  const context = contextOf(async () => [
    [at(1), '7', 'h0anydesk,', 'x0,x1,x2,'],
    [at(2), '8', 'h0anydesk,', ''],
  ]);
  const { events: marked } = await matchHunts(context, excluding, events([at(1), '7'], [at(2), '8'], [at(3), '9']));
  expect(marked.map(({ excludedBy }) => excludedBy)).toEqual([['e1', 'e3'], [], []]);
});
