/** Two hundred analysts ask one question. The tests check what Azure is asked, and what is answered when it throttles. */
import { rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createEmbeddedEngine } from '@/lib/engines/embedded/engine.server';
import { localIdentity } from '@/lib/engines/identity';
import { openLogAnalytics } from '@/lib/engines/log-analytics/engine.server';
import { withSomeHunts } from '@/lib/hunts/testing';
import { SAMPLE_NOW, sampleDataDir } from '@/lib/sample/testing';
import { testDatabase } from '@/lib/store/testing';
import { LOG_ANALYTICS } from '../fakes/entra/tenant';
import { workspaceNamed } from '../fakes/log-analytics/workspaces';
import { type Fakes, startFakes } from '../fakes/start';
import { type Asker, as } from './askers';
import { identityAs, REDIRECT } from './stand-ins';

const NOW = SAMPLE_NOW;
const ANALYSTS = 200;
vi.stubEnv('NOW', NOW);
vi.setConfig({ testTimeout: 240_000 });
withSomeHunts();
await testDatabase();
const dataDir = await sampleDataDir('crowd');
let fakes: Fakes;

beforeAll(async () => {
  fakes = await startFakes({ dataDir, dir: path.join(dataDir, 'tls'), now: NOW, redirectUris: [REDIRECT] });
}, 240_000);
afterAll(async () => {
  await fakes?.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const askWorkspace = (name: string) =>
  openLogAnalytics({
    endpoint: fakes.logAnalytics.endpoint,
    audience: LOG_ANALYTICS,
    tlsOptions: { ca: fakes.ca },
    workspaces: [workspaceNamed(name)],
  });
const identity = (user: string) => identityAs(fakes, user, `${LOG_ANALYTICS}/.default`);

async function sightings(who: Asker, query = 'last=5d') {
  const { readSightings } = await import('@/lib/sightings/read.server');
  const page = await as(who, () => readSightings(new URLSearchParams(`${query}&limit=1000&omit=reportIds`)));
  return { rows: page.rows, total: page.total, figures: page.figures, partial: page.notices.filter((n) => n.kind !== 'info') };
}
const truth = (query?: string) => sightings({ engine: createEmbeddedEngine(dataDir), identity: localIdentity }, query);

test('people with the same rights share one set of queries, and each other identity has its own', async () => {
  const engine = askWorkspace('contoso');
  const identities = await Promise.all(['alice', 'bob', 'vera', 'alice'].map(identity));
  // Compiling the catalogue blocks this thread for seconds. A connection to the database that is being opened would time out meanwhile.
  const { compiledCatalogue } = await import('@/lib/catalogue/compiled.server');
  await compiledCatalogue(engine);
  await fakes.admin.clearRequests('logAnalytics');
  const crowd = Array.from({ length: ANALYSTS }, (_, i) => identities[i % identities.length] ?? localIdentity);
  const expected = await truth(); // first, so that there is a connection to the database
  const answers = await Promise.all(crowd.map((each) => sightings({ engine, identity: each })));
  for (const answer of answers) expect(answer).toEqual(expected);
  const asked = await fakes.admin.requests('logAnalytics');
  for (const user of ['alice', 'bob', 'vera']) {
    const own = asked.filter((request) => request.user?.startsWith(user)).map(({ query }) => query);
    expect(new Set(own).size, `${user}: no query left twice`).toBe(own.length);
    expect(own.length, `${user}: the tables are looked for once, three are asked twice`).toBe(1 + 6);
  }
});

test('when one call in three is throttled, everybody gets the right answer', async () => {
  const engine = askWorkspace('throttled');
  const alice = await identity('alice');
  await fakes.admin.clearRequests('logAnalytics');
  const expected = await truth('last=3d');
  const answers = await Promise.all(Array.from({ length: ANALYSTS }, () => sightings({ engine, identity: alice }, 'last=3d')));
  for (const answer of answers) expect(answer).toEqual(expected);
  const statuses = (await fakes.admin.requests('logAnalytics')).map(({ status }) => status);
  expect(statuses.filter((status) => status === 429).length, 'it did throttle').toBeGreaterThan(2);
});
