/** When one table fails for good, the others are answered, and each answer says what it lacks. */
import { rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openLogAnalytics } from '@/lib/engines/log-analytics/engine.server';
import { Throttling } from '@/lib/engines/throttling/throttling';
import type { Time } from '@/lib/engines/throttling/time';
import { withSomeHunts } from '@/lib/hunts/testing';
import { SAMPLE_NOW, sampleDataDir } from '@/lib/sample/testing';
import { testDatabase } from '@/lib/store/testing';
import { LOG_ANALYTICS } from '../fakes/entra/tenant';
import { workspaceNamed } from '../fakes/log-analytics/workspaces';
import { type Fakes, startFakes } from '../fakes/start';
import { type Asker, as } from './askers';
import { identityAs, REDIRECT } from './stand-ins';

const NOW = SAMPLE_NOW;
vi.stubEnv('NOW', NOW);
vi.stubEnv('LOG_LEVEL', 'silent');
vi.setConfig({ testTimeout: 240_000 });
/** Waits last a hundredth of their time. */
const brisk: Time = {
  now: () => performance.now() * 100,
  after(ms, then) {
    const timer = setTimeout(then, ms / 100);
    return () => clearTimeout(timer);
  },
};
withSomeHunts();
await testDatabase();
const dataDir = await sampleDataDir('one-table');
let fakes: Fakes;
beforeAll(async () => {
  fakes = await startFakes({ dataDir, dir: path.join(dataDir, 'tls'), now: NOW, redirectUris: [REDIRECT] });
}, 240_000);
afterAll(async () => {
  await fakes?.close();
  rmSync(dataDir, { recursive: true, force: true });
});

async function asker(workspace: string, throttling?: Throttling): Promise<Asker> {
  const engine = openLogAnalytics({
    endpoint: fakes.logAnalytics.endpoint,
    audience: LOG_ANALYTICS,
    tlsOptions: { ca: fakes.ca },
    workspaces: [workspaceNamed(workspace)],
    ...(throttling && { throttling }),
  });
  const identity = await identityAs(fakes, 'alice', `${LOG_ANALYTICS}/.default`);
  return { engine, identity: { ...identity, scope: `alice ${workspace}` } };
}
const search = (query: string) => new URLSearchParams(query);

test('where one table fails, sightings, the timeline, a device and its events are partial, and a notice names the table', async () => {
  const { readSightings, readTimeline } = await import('@/lib/sightings/read.server');
  const { readDevice } = await import('@/lib/devices/read.server');
  const { readEvents } = await import('@/lib/devices/events.server');
  const lame = await asker('network-502', new Throttling(brisk, Math.random));
  const sound = await asker('contoso');
  // Compiling the catalogue blocks this thread for seconds. A connection to the database that is being opened would time out meanwhile.
  const { compiledCatalogue } = await import('@/lib/catalogue/compiled.server');
  await compiledCatalogue(sound.engine);
  const query = search('last=5d&signal=process&limit=1000&sort=device');
  const [given, expected] = [await as(lame, () => readSightings(query)), await as(sound, () => readSightings(query))];
  const processes = ({ rows }: typeof given) =>
    rows.flatMap(({ deviceId, tool, signals }) => [[deviceId, tool, signals.find(({ signal }) => signal === 'process')]]);
  expect(processes(given)).toEqual(processes(expected));
  expect(given.rows.length).toBeGreaterThan(5);
  const said = (notices: { kind: string; message: string }[]) =>
    notices.filter(
      ({ kind, message }) => kind === 'partial' && /DeviceNetworkEvents.* could not be asked: .*\(502\)/.test(message),
    );
  expect(said(given.notices).map(({ message }) => message)).toEqual([
    expect.stringMatching(/^DeviceNetworkEvents could not.*Azure’s id of the request is [\da-f-]{36}\.$/),
    expect.stringMatching(/^DeviceNetworkEvents: ReportIds could not/),
  ]);
  const timeline = await as(lame, () => readTimeline(search('last=5d')));
  expect(said(timeline.notices)).toHaveLength(1);
  expect(timeline.series.length).toBeGreaterThan(0);
  const id = given.rows[0]?.deviceId ?? '';
  const device = await as(lame, () => readDevice(id, search('last=5d')));
  expect(device.deviceName).toBe(given.rows[0]?.deviceName);
  expect(said(device.notices).length).toBeGreaterThan(0);
  const events = await as(lame, () => readEvents(id, search('last=5d&limit=5')));
  expect(events.rows).toHaveLength(5);
  expect(said(events.notices)).toHaveLength(1);
});

test('when one person asks twelve questions at once, all are answered, and Azure refuses no query', async () => {
  const { engine, identity } = await asker('contoso');
  await fakes.admin.clearRequests('logAnalytics');
  const tables = ['DeviceProcessEvents', 'DeviceNetworkEvents', 'DeviceFileCertificateInfo'];
  const days = Array.from({ length: 12 }, (_, i) => i + 6);
  const kqls = days.flatMap((day) => tables.map((table) => `${table} | where Timestamp > ago(${day}d) | count`));
  const answers = await Promise.all(kqls.map((kql) => engine.query(kql, { now: NOW, identity })));
  for (const { rows, partial } of answers) expect([Number(rows[0]?.[0]) > 0, partial]).toEqual([true, []]);
  expect((await fakes.admin.requests('logAnalytics')).filter(({ status }) => status !== 200)).toEqual([]);
});
