/** What a verdict knew, against telemetry that went on: asked of the sample on the embedded engine. */
import { rmSync } from 'node:fs';
import { afterAll, expect, test, vi } from 'vitest';
import type { SweepPlan } from '@/lib/catalogue/sweep-plan';
import { createEmbeddedEngine } from '@/lib/engines/embedded/engine.server';
import type { Engine } from '@/lib/engines/engine';
import { localIdentity } from '@/lib/engines/identity';
import { withSomeHunts } from '@/lib/hunts/testing';
import { SAMPLE_NOW, sampleDataDir } from '@/lib/sample/testing';
import { Fault } from '@/lib/shared/errors';
import { resolveWindow } from '@/lib/shared/window';
import { testDatabase } from '@/lib/store/testing';
import { hashesOf, sightingText } from './compare';
import { keyText } from './key';
import type { Known } from './known.server';
import { noVerdict } from './model';

const known = vi.hoisted(() => ({ now: { traits: {}, notices: [] } as Known }));
vi.mock('./known.server', () => ({ readKnown: async () => known.now }));
withSomeHunts();
await testDatabase();
const { planSweep } = await import('@/lib/catalogue/plan.server');
const { askTraits } = await import('./traits.server');
const { changeVerdicts } = await import('./set.server');
const { verdictBoard } = await import('./board.server');

const dataDir = await sampleDataDir('board');
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));
const principal = { kind: 'system', name: 'a test', scope: 'local' } as const;
const engine = createEmbeddedEngine(dataDir);
const context = { principal, engine, identity: localIdentity, now: SAMPLE_NOW };
const planOf = (last: string, end: string) => planSweep(context, resolveWindow({ last }, end));
const plan = await planOf('5d', SAMPLE_NOW);

/** TeamViewer on a desk where, in the last days of the sample, another person used it; and on one where all went on as before. */
const changed = { toolSlug: 'teamviewer', deviceId: await deviceOf("DeviceProcessEvents | where AccountName == 'uma.walsh'") };
const steady = {
  toolSlug: 'screenconnect',
  deviceId: await deviceOf("DeviceProcessEvents | where FileName startswith 'ScreenConnect'"),
};

async function deviceOf(kql: string): Promise<string> {
  const seen = `${kql} | summarize First = min(Timestamp) by DeviceId | top 1 by First asc | project DeviceId`;
  return String((await engine.query(seen, context)).rows[0]?.[0]);
}
const judged = [changed, steady].map((sighting) => ({ ...sighting, workspaces: [], parts: [] }));
const decide = (sighting: typeof changed, more: object = {}) =>
  changeVerdicts(principal, async () => ({
    items: [{ tool: sighting.toolSlug, deviceId: sighting.deviceId }],
    verdict: 'approved',
    ...more,
  }));

const boardOf = (more: object = {}) => verdictBoard({ ...context, ...more }, plan, judged);
/** Decides both as they stood three days before the sample ends. */
async function decideEarly(): Promise<void> {
  const early = await askTraits(context, await planOf('30d', '2026-03-07T12:00:00.0000000Z'), judged);
  for (const sighting of judged) {
    const traits = hashesOf(early.bySighting.get(sightingText(sighting)) ?? {});
    expect(traits.length).toBeGreaterThan(3);
    known.now = { traits: { [keyText({ ...sighting, workspace: '' })]: traits }, notices: [] };
    await decide(sighting);
  }
}

test('where nobody has decided, nothing is asked of the telemetry', async () => {
  const noTelemetry = { ...engine, query: () => Promise.reject(new Error('asked')) };
  const board = await boardOf({ engine: noTelemetry });
  expect(judged.map(board.verdictOf)).toEqual([noVerdict, noVerdict]);
});

test('a decided sighting comes back when another person uses the tool, and says what is new; one that went on stays as it is', async () => {
  await decideEarly();
  const board = await boardOf();
  expect(board.notices).toEqual([]);
  const [one, other] = judged.map(board.verdictOf);
  expect(one).toMatchObject({ value: 'approved', revision: 1 });
  expect(one?.changedSince).toEqual(
    expect.arrayContaining(['new account: haldenmarsh\\uma.walsh', expect.stringMatching(/^new command line: .*--ipcport #/)]),
  );
  expect(one?.changedSince?.join(), 'a relay of another number is none').not.toMatch(/router/);
  expect(other).toMatchObject({ value: 'approved' });
  expect(other?.changedSince).toBeUndefined();
});

test('a review date that passes brings it back, as seen at the time of the question', async () => {
  await decide(steady, { reviewAt: '2026-03-11' });
  expect((await boardOf()).verdictOf({ ...steady, workspaces: [] }).changedSince).toBeUndefined();
  const later = await boardOf({ now: '2026-03-11T00:00:00.0000000Z' });
  expect(later.verdictOf({ ...steady, workspaces: [] }).changedSince).toEqual(['review was due 2026-03-11 00:00 UTC']);
});

test('when the telemetry does not answer, verdicts are shown, and that changes are not known is said', async () => {
  const away = { ...engine, query: () => Promise.reject(new Fault('unavailable', 'It is away.')) };
  const board = await verdictBoard({ ...context, engine: away }, await planOf('4d', SAMPLE_NOW), judged);
  expect(judged.map(board.verdictOf).map(({ value }) => value)).toEqual(['approved', 'approved']);
  expect(board.notices).toEqual([{ kind: 'partial', message: expect.stringMatching(/not known: It is away/) }]);
});

test('what has changed is asked again once the answers of the engine have grown old', async () => {
  let asked = 0;
  const query: Engine['query'] = (kql, options) => {
    asked += 1;
    return engine.query(kql, options);
  };
  const look = async (plan: SweepPlan, freshFor: number | null) => {
    const before = asked;
    await verdictBoard({ ...context, engine: { ...engine, freshFor, query } }, plan, judged);
    return asked - before;
  };
  const [ever, aMoment] = [await planOf('3d', SAMPLE_NOW), await planOf('2d', SAMPLE_NOW)];
  expect(await look(ever, null)).toBeGreaterThan(0);
  expect(await look(ever, null)).toBe(0);
  expect(await look(aMoment, 1)).toBeGreaterThan(0);
  await vi.waitFor(async () => expect(await look(aMoment, 1)).toBeGreaterThan(0), { timeout: 20_000 });
});

test('many sightings are gone through once for all who ask, and again when somebody decides', async () => {
  let looks = 0;
  const watched = judged.map((sighting) => ({
    ...sighting,
    get parts() {
      looks += 1;
      return [];
    },
  }));
  const look = () => verdictBoard(context, plan, watched);
  const [one, other] = await Promise.all([look(), look()]);
  expect([looks, judged.map(other.verdictOf)]).toEqual([2, judged.map(one.verdictOf)]);
  expect((await look()).version).toBe(one.version);
  expect(looks).toBe(2);
  await decide(changed, { verdict: 'malicious' });
  const [now] = watched.map((await look()).verdictOf);
  expect([now?.value, looks]).toEqual(['malicious', 4]);
});
