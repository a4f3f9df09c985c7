/**
 * The contract of every engine: the same hunts over the same telemetry give the same sightings, timeline and events as in the
 * embedded engine. The tests ask through the functions that the API calls.
 */
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { DeviceEvent } from '@/lib/devices/model';
import { createEmbeddedEngine } from '@/lib/engines/embedded/engine.server';
import { localIdentity } from '@/lib/engines/identity';
import { withSomeHunts } from '@/lib/hunts/testing';
import { SAMPLE_NOW, sampleDataDir } from '@/lib/sample/testing';
import { toTicks } from '@/lib/shared/time';
import type { Sighting } from '@/lib/sightings/model';
import { testDatabase } from '@/lib/store/testing';
import { writeTable } from '../fakes/fixtures';
import { type Fakes, startFakes } from '../fakes/start';
import { as } from './askers';
import { REDIRECT } from './stand-ins';
import { GRAPH_CALLS, type Subject, subjects } from './subjects';

const NOW = SAMPLE_NOW;
/** A rolling window, and one whose ends lie between milliseconds. */
const WINDOWS = ['last=5d', 'from=2026-02-20T00:00:00.0000001Z&to=2026-03-04T11:59:59.9999999Z'];

vi.stubEnv('NOW', NOW);
vi.setConfig({ testTimeout: 240_000 });
withSomeHunts();
await testDatabase(); // sightings are read with their verdicts
const dataDir = await sampleDataDir('contract');
const embedded = { engine: createEmbeddedEngine(dataDir), identity: localIdentity };
let fakes: Fakes;

/** A team's own hunt, over a table that is only imported (`lib/tables/tables.ts`). */
const ownHunt = {
  id: '00000000-0000-4000-8000-000000000001',
  dir: path.join(dataDir, 'hunts'),
  yaml: `
name: RMM - Files - Create Process
query: |
  DeviceFileEvents
  | where Timestamp > ago(5d)
  | where ActionType == 'FileCreated' and FileName has_any ('anydesk', 'vnc')
  | summarize FirstSeen=min(Timestamp), LastSeen=max(Timestamp), Report=make_set(ReportId), Count=count() by DeviceId, DeviceName
`,
};
vi.stubEnv('HUNTS_DIR', ownHunt.dir);

beforeAll(async () => {
  mkdirSync(ownHunt.dir);
  writeFileSync(path.join(ownHunt.dir, 'own.yaml'), `id: ${ownHunt.id}${ownHunt.yaml}`);
  // It is written elsewhere and copied, since an import into this folder would take the sample's place.
  const apart = path.join(dataDir, 'apart');
  await writeTable(apart, 'DeviceFileEvents', 60, {
    Timestamp: `${toTicks(NOW)} - 1 - i * 72000000000`,
    ReportId: 'i',
    DeviceId: "'d' || (i % 3)",
    DeviceName: "'host-' || (i % 3)",
    ActionType: "CASE i % 2 WHEN 0 THEN 'FileCreated' ELSE 'FileRenamed' END",
    FileName: "'AnyDesk-' || i || '.exe'",
    InitiatingProcessAccountName: "'ann'",
  });
  cpSync(path.join(apart, 'telemetry'), path.join(dataDir, 'telemetry'), { recursive: true });
  const graph = { limits: { calls: GRAPH_CALLS } };
  fakes = await startFakes({ dataDir, dir: path.join(dataDir, 'tls'), now: NOW, redirectUris: [REDIRECT], graph });
}, 240_000);
afterAll(async () => {
  await fakes?.close();
  rmSync(dataDir, { recursive: true, force: true });
});

/** The sighting without its workspaces, which the embedded engine does not have. */
const anywhere = <T extends Sighting>(row: T): T => ({ ...row, workspaces: [] });

const answers = new Map<string, unknown>();
/** The embedded engine's answer to the question of that name, which is asked once for all subjects. */
async function expectedOf<T>(name: string, ask: () => Promise<T>): Promise<T> {
  const answer = (answers.get(name) as T | undefined) ?? (await as(embedded, ask));
  answers.set(name, answer);
  return answer;
}
const search = (query: string) => new URLSearchParams(query);

describe.each(Object.entries(subjects))('%s answers as the embedded engine does', (_, make) => {
  let subject: Subject;
  beforeAll(async () => {
    subject = await make(fakes);
  });

  /** Asks the subject and then the embedded engine the same question. */
  async function both<T>(name: string, ask: () => Promise<T>): Promise<[given: T, expected: T]> {
    return [await as(subject, ask), await expectedOf(name, ask)];
  }

  test.each(WINDOWS)('sightings and the timeline are the same over the window %s', async (query) => {
    const { readSightings, readTimeline } = await import('@/lib/sightings/read.server');
    const [given, expected] = await both(query, () => readSightings(search(`${query}&limit=1000`)));
    expect(expected.total, 'there is something to compare').toBeGreaterThan(10);
    expect(given.rows.map(anywhere)).toEqual(expected.rows);
    for (const key of ['total', 'figures', 'axis', 'window', 'newSince'] as const) expect(given[key]).toEqual(expected[key]);
    expect({ ...given.facets, workspaces: [] }).toEqual(expected.facets);
    expect(given.facets.workspaces.map(({ workspace }) => workspace)).toEqual(subject.workspaces);
    for (const row of given.rows) expect(row.workspaces.length > 0).toBe(subject.workspaces.length > 0);
    for (const { workspace, sightings } of given.facets.workspaces)
      expect((await as(subject, () => readSightings(search(`${query}&workspace=${workspace}&limit=1`)))).total).toBe(sightings);
    expect(given.notices.filter(({ kind, huntId }) => kind !== 'info' && huntId !== ownHunt.id)).toEqual([]);
    const [timeline, own] = await both(`timeline ${query}`, () => readTimeline(search(query)));
    expect({ ...timeline, engine: '', notices: [] }).toEqual({ ...own, engine: '', notices: [] });
  });

  test('the history is the same: the days of activity, and how many events lie in the time swept before', async () => {
    const { planSweep } = await import('@/lib/catalogue/plan.server');
    const { openQueryAs } = await import('@/lib/query/context.server');
    const { askSpan } = await import('@/lib/history/sweep.server');
    const { foldDays } = await import('@/lib/history/fold');
    const span = { from: '2026-03-08T00:00:00.0000000Z', to: '2026-03-09T23:59:59.9999999Z' };
    const settled = { from: span.from, to: '2026-03-09T06:00:00.0000000Z' };
    const ask = async () => {
      const context = openQueryAs({ kind: 'system', name: 'the history', scope: 'local' });
      const { answers, lacks } = await askSpan(context, await planSweep(context, span), { ...span, settled });
      return { lacks, days: await foldDays(answers) };
    };
    const [given, expected] = await both('history', ask);
    expect(given.lacks).toEqual([]);
    expect(new Set(given.days.map(({ workspace }) => workspace))).toEqual(
      new Set(subject.workspaces.length > 0 ? subject.workspaces : ['']),
    );
    const texts = ({ days }: typeof given) => days.map((day) => JSON.stringify({ ...day, workspace: '' })).sort();
    expect(texts(given)).toEqual(texts(expected));
    expect(new Set(expected.days.map(({ day }) => day))).toEqual(new Set(['2026-03-08', '2026-03-09']));
    const events = expected.days.map(({ events, settled }) => events - settled);
    expect([Math.min(...events), events.some((unsettled) => unsettled > 0)]).toEqual([0, true]);
  });

  test('hunts asked by their own text find the same', async () => {
    const { compiledCatalogue } = await import('@/lib/catalogue/compiled.server');
    const { readSightings } = await import('@/lib/sightings/read.server');
    const { hunts } = await compiledCatalogue(embedded.engine);
    const asked = hunts.filter((_, i) => i % 5 === 0);
    for (const { hunt } of asked) {
      // The window is less than 30 days, since only the embedded engine knows that its telemetry begins there, and so what is “first ever”.
      const query = `hunt=${hunt.id}&last=20d&limit=1000`;
      const [given, expected] = await both(query, () => readSightings(search(query)));
      const byDevice = <T extends { deviceId: string }>(rows: T[]) =>
        [...rows].sort((a, b) => (a.deviceId < b.deviceId ? -1 : 1));
      expect(byDevice(given.rows.map(anywhere)), hunt.name).toEqual(byDevice(expected.rows));
    }
    expect(asked.length).toBeGreaterThan(3);
  });

  test('a team’s own hunt over a table that is only imported finds the same', async () => {
    const { readSightings } = await import('@/lib/sightings/read.server');
    const query = `hunt=${ownHunt.id}&last=5d`;
    const [given, expected] = await both(query, () => readSightings(search(query)));
    const found = expected.rows.map(({ deviceId, count, accounts }) => [deviceId, count, accounts]);
    expect(found.sort()).toEqual(['d0', 'd1', 'd2'].map((device) => [device, 10, ['ann']]));
    expect(given.rows.map(anywhere)).toEqual(expected.rows);
  });

  test('a device and its events are the same in every column', async () => {
    const { readSightings } = await import('@/lib/sightings/read.server');
    const { readDevice } = await import('@/lib/devices/read.server');
    const { readEvents } = await import('@/lib/devices/events.server');
    const { readEvent } = await import('@/lib/devices/event.server');
    const { rows } = await as(embedded, () => readSightings(search('last=5d&limit=1000')));
    const id = rows[0]?.deviceId ?? '';
    const [device, own] = await both('device', () => readDevice(id, search('last=5d')));
    expect(device.lanes.map(anywhere)).toEqual(own.lanes);
    expect(device.deviceName).toBe(own.deviceName);
    const [given, expected] = await both('events', () => readEvents(id, search('last=5d&matched=1&q=exe&limit=20')));
    expect(expected.rows.length).toBeGreaterThan(0);
    expect(given.total).toBe(expected.total);
    expect(given.rows.map(comparable)).toEqual(expected.rows.map(comparable));
    expect(given.nextCursor).toEqual(expected.nextCursor);
    const [one, same] = await both('event', () => readEvent(id, expected.rows[0]?.id ?? ''));
    expect(comparable(one.event)).toEqual(comparable(same.event));
    expect(one.ancestry).toEqual(same.ancestry);
  });

  /** The event without the columns that one side lacks, and with an empty dynamic value as null. */
  function comparable(event: DeviceEvent): object {
    const without = new Set(['Workspace', ...arrivals, ...subject.without]);
    const columns = Object.entries(event.columns).filter(([name]) => !without.has(name));
    const meant = columns.map(([name, value]) => [name, dynamic.has(name) ? (value === '' ? null : value) : value]);
    return { ...event, columns: Object.fromEntries(meant.sort(([a], [b]) => (String(a) < String(b) ? -1 : 1))) };
  }
});

/** Columns that a workspace itself adds to a row, such as when the row arrived. */
const arrivals = ['TimeGenerated', 'TenantId', 'Type', 'SourceSystem', '_BilledSize', '_IsBillable'];
/** Columns that are dynamic in Log Analytics and text in Defender, so that a missing value is null in one and empty in the other. */
const dynamic = new Set(['AdditionalFields', 'LoggedOnUsers']);
