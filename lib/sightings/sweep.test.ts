/** What a sweep does when an engine answers in part, or not at all: on an engine made of answers. */
import { expect, test } from 'vitest';
import type { CompiledCatalogue } from '@/lib/catalogue/compiled';
import { SweepPlan } from '@/lib/catalogue/sweep-plan';
import type { Engine, QueryResult } from '@/lib/engines/engine';
import { localIdentity } from '@/lib/engines/identity';
import { aHunt } from '@/lib/hunts/fixtures';
import { cutHunt } from '@/lib/kql/cut/cut';
import { Fault } from '@/lib/shared/errors';
import { type Signal, tableOfSignal } from '@/lib/tables/tables';
import { runSweep } from './sweep.server';

const NOW = '2026-03-10T12:00:00.0000000Z';
const window = { from: '2026-03-05T12:00:00.0000000Z', to: NOW };

const hunts = (['process', 'network'] as const).map((signal: Signal) => ({
  hunt: aHunt('AnyDesk', signal, signal),
  cut: cutHunt(
    `${tableOfSignal[signal]} | where Timestamp between (ago(5d) .. now()) | where DeviceName has "x" | summarize count() by DeviceId`,
  ),
}));
const compiled: CompiledCatalogue = {
  revision: 1,
  hunts,
  refused: [],
  outdated: [],
  fileFaults: [],
  toolSlugs: new Set(['anydesk']),
};

const names = ['DeviceId', 'DeviceName', 'Hunts', 'Account', 'FirstSeen', 'LastSeen', 'Count', 'Activity', 'Earliest'];
const seen: QueryResult = {
  columns: names.map((name) => ({ name, type: 'string' })),
  rows: [
    ['d1', 'ws-1', 'h0anydesk,h1anydesk,', '', '2026-03-10T08:00:00.0000000Z', '2026-03-10T09:00:00.0000000Z', '2', '["116:2"]'],
  ],
  partial: [],
  cut: false,
};
const EARLIEST = '2026-02-20T00:00:00.0000000Z';
const none = ['', '', '', '', ''];
const before = (...rows: string[][]): QueryResult => ({
  ...seen,
  rows: rows.map(([id = '', hunts = '']) => [id, '', hunts, ...none, EARLIEST]),
});

type Answer = QueryResult | Fault | Error;

/** Answers by table: the window first, then the 30 days before it. */
function engineOf(
  answers: Record<string, [now: Answer, before: Answer]>,
  present = ['DeviceProcessEvents', 'DeviceNetworkEvents'],
  notices: string[] = [],
) {
  const engine: Engine = {
    name: 'embedded',
    retention: null,
    freshFor: null,
    version: () => '1',
    sample: () => false,
    check: () => undefined,
    tables: async () => [],
    coverage: async () => ({
      tables: Object.values(tableOfSignal).map((name) => ({ name, present: present.includes(name), timeColumn: 'Timestamp' })),
      workspaces: [],
      notices,
    }),
    query: async (kql) => {
      const [table = ''] = /^\w+/.exec(kql) ?? [];
      const answer = answers[table]?.[kql.includes('Earliest = min(Timestamp)') ? 1 : 0];
      if (answer === undefined) throw new Error(`${table} was asked`);
      if (answer instanceof Error) throw answer;
      return answer;
    },
  };
  return engine;
}
async function run(engine: Engine) {
  const principal = { kind: 'system', name: 'a test', scope: 'local' } as const;
  const context = { principal, engine, identity: localIdentity, now: NOW };
  const coverage = await engine.coverage(context);
  return runSweep(context, new SweepPlan({ compiled, coverage, window, askedOf: [] }));
}
const sweep = (...of: Parameters<typeof engineOf>) => run(engineOf(...of));
const broken = new Fault('unavailable', 'The disk is gone.');

test('a table that fails is a notice that says which and why; what the other found stands', async () => {
  const { sightings, notices } = await sweep({
    DeviceProcessEvents: [seen, before()],
    DeviceNetworkEvents: [broken, before()],
  });
  expect(sightings.map(({ deviceId, parts }) => [deviceId, parts.map((p) => p.signal)])).toEqual([['d1', ['process']]]);
  expect(notices).toEqual([{ kind: 'partial', message: 'DeviceNetworkEvents could not be asked: The disk is gone.' }]);
});

test('when every table fails there is no answer, not an empty one', async () => {
  const all: [Answer, Answer] = [broken, broken];
  await expect(sweep({ DeviceProcessEvents: all, DeviceNetworkEvents: all })).rejects.toThrow('The disk is gone.');
});

test('a bug or a cancelled question is no partial answer', async () => {
  for (const error of [new TypeError('x is undefined'), new Fault('cancelled', 'Nobody waits.')]) {
    const asked = sweep({ DeviceProcessEvents: [seen, before()], DeviceNetworkEvents: [error, before()] });
    await expect(asked).rejects.toThrow(error.message);
  }
});

test('a table that is not there is not asked, and the hunts that need it are named as not asked', async () => {
  const { sightings, notices } = await sweep({ DeviceProcessEvents: [seen, before()] }, ['DeviceProcessEvents']);
  expect(sightings).toHaveLength(1);
  expect(notices).toEqual([
    {
      kind: 'missing-table',
      table: 'DeviceNetworkEvents',
      message: expect.stringMatching(/^DeviceNetworkEvents .* 1 hunt was not asked/),
    },
  ]);
});

test('what an engine says is missing from an answer is said, for the window as for the days before', async () => {
  const cut = { ...seen, partial: ['only 500,000 rows were given'] };
  const { notices } = await sweep({
    DeviceProcessEvents: [cut, before()],
    DeviceNetworkEvents: [seen, { ...before(), partial: ['a shard did not answer'] }],
  });
  expect(notices.map((n) => n.message)).toEqual([
    'DeviceProcessEvents: only 500,000 rows were given',
    'The 30d before the window (DeviceNetworkEvents): a shard did not answer',
  ]);
});

test('seen before the window is told by device, tool and signal', async () => {
  const { sightings } = await sweep({
    DeviceProcessEvents: [seen, before(['d1', 'h0anydesk,'], ['d2', 'h0anydesk,'])],
    DeviceNetworkEvents: [seen, before(['d2', 'h1anydesk,'])],
  });
  expect(sightings[0]?.parts.map((p) => [p.signal, p.earlier])).toEqual([
    ['process', EARLIEST],
    ['network', null],
  ]);
});

test('what of the estate is not covered is said, and is no reason to ask anew at once', async () => {
  const refused = 'Workspace fabrikam refused; it is not in this answer.';
  const found = await sweep({ DeviceProcessEvents: [seen, before()] }, ['DeviceProcessEvents'], [refused]);
  expect(found.notices).toContainEqual({ kind: 'partial', message: refused });
  expect(found.complete).toBe(true);
  const failed = await sweep({ DeviceProcessEvents: [seen, before()], DeviceNetworkEvents: [broken, before()] });
  expect(failed.complete).toBe(false);
});

test('where events are kept for a while only, what the answer cannot know is said', async () => {
  const all: [Answer, Answer] = [seen, before()];
  const asked = (retention: string) => {
    const engine = { ...engineOf({ DeviceProcessEvents: all, DeviceNetworkEvents: all }), retention };
    return run(engine).then(({ notices }) => notices);
  };
  expect(await asked('90d')).toEqual([]);
  expect(await asked('30d')).toEqual([{ kind: 'info', message: expect.stringContaining('back to 2026-02-08 12:00 UTC only') }]);
  expect(await asked('2d')).toEqual([
    { kind: 'partial', message: expect.stringContaining('before 2026-03-08 12:00 UTC are not in this answer') },
    { kind: 'info', message: expect.stringContaining('says nothing here') },
  ]);
});
