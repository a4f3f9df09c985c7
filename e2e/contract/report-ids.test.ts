/** Workspaces whose ReportId is a real, a string or missing. Exact ReportIds are shown; the others are left out, with a notice. */
import { rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openLogAnalytics } from '@/lib/engines/log-analytics/engine.server';
import { withSomeHunts } from '@/lib/hunts/testing';
import { SAMPLE_NOW, sampleDataDir } from '@/lib/sample/testing';
import type { Sighting } from '@/lib/sightings/model';
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
withSomeHunts();
await testDatabase();
const dataDir = await sampleDataDir('report-ids');
let fakes: Fakes;
beforeAll(async () => {
  fakes = await startFakes({ dataDir, dir: path.join(dataDir, 'tls'), now: NOW, redirectUris: [REDIRECT] });
}, 240_000);
afterAll(async () => {
  await fakes?.close();
  rmSync(dataDir, { recursive: true, force: true });
});

async function asker(...workspaces: string[]): Promise<Asker> {
  const engine = openLogAnalytics({
    endpoint: fakes.logAnalytics.endpoint,
    audience: LOG_ANALYTICS,
    tlsOptions: { ca: fakes.ca },
    workspaces: workspaces.map(workspaceNamed),
  });
  const identity = await identityAs(fakes, 'alice', `${LOG_ANALYTICS}/.default`);
  return { engine, identity: { ...identity, scope: `alice ${workspaces.join()}` } };
}
const search = (query: string) => new URLSearchParams(query);

test('exact ReportIds are shown, others are left out with a notice, and an event without a ReportId can be opened', async () => {
  const { readSightings } = await import('@/lib/sightings/read.server');
  const { readEvents } = await import('@/lib/devices/events.server');
  const { readEvent } = await import('@/lib/devices/event.server');
  const odd = await asker('report-id-real', 'report-id-string', 'report-id-none');
  const sound = await asker('contoso');
  // Compiling the catalogue blocks this thread for seconds. A connection to the database that is being opened would time out meanwhile.
  const { compiledCatalogue } = await import('@/lib/catalogue/compiled.server');
  await compiledCatalogue(sound.engine);
  const query = search('last=5d&limit=1000&sort=device');
  const [given, expected] = [await as(odd, () => readSightings(query)), await as(sound, () => readSightings(query))];
  const counts = ({ rows }: typeof given) => rows.map(({ deviceId, tool, count }) => [deviceId, tool, count]);
  expect(counts(given)).toEqual(counts(expected));

  const workspaceOf = (row: Sighting) => row.workspaces[0] ?? '';
  const idsOf = (row?: Sighting) => row?.signals.flatMap(({ reportIds }) => reportIds ?? []) ?? [];
  const exact = (ids: string[]) => ids.filter((id) => BigInt(id) % 2n === 0n && BigInt(id) < 2n ** 53n);
  for (const [i, row] of given.rows.entries()) {
    const ids = idsOf(expected.rows[i]);
    const workspace = workspaceOf(row);
    expect(idsOf(row), `${workspace} ${row.tool}`).toEqual(
      workspace === 'report-id-real' ? exact(ids) : workspace === 'report-id-none' ? [] : ids,
    );
  }
  expect(new Set(given.rows.map(workspaceOf)).size, 'each workspace has sightings').toBe(3);
  const messages = given.notices.map(({ message }) => message).join('\n');
  expect(messages).toContain(
    'In workspace “report-id-real”, DeviceProcessEvents has ReportId as real, which is inexact beyond 2^53',
  );
  expect(messages).toContain('In workspace “report-id-none”, DeviceProcessEvents has no ReportId');
  expect(messages).not.toMatch(/report-id-string/);

  for (const workspace of ['report-id-real', 'report-id-none']) {
    const deviceId = given.rows.find((row) => workspaceOf(row) === workspace)?.deviceId ?? '';
    const list = (who: Asker, cursor = '') =>
      as(who, () => readEvents(deviceId, search(`last=5d&matched=1&limit=20${cursor && `&cursor=${cursor}`}`)));
    const [mine, theirs] = [await list(odd), await list(sound)];
    expect(mine.total).toBe(theirs.total);
    expect(mine.rows.map(({ timestamp, signal, tools }) => [timestamp, signal, tools])).toEqual(
      theirs.rows.map(({ timestamp, signal, tools }) => [timestamp, signal, tools]),
    );
    const without = mine.rows.find(({ reportId }) => reportId === null);
    const detail = await as(odd, () => readEvent(deviceId, without?.id ?? ''));
    expect(detail.event).toMatchObject({ timestamp: without?.timestamp, reportId: null, tools: without?.tools });
    if (mine.nextCursor === null || theirs.nextCursor === null) continue;
    const times = (page: typeof mine) => page.rows.map(({ timestamp }) => timestamp);
    expect(times(await list(odd, mine.nextCursor))).toEqual(times(await list(sound, theirs.nextCursor)));
  }
});
