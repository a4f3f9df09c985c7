/** The engine asks workspaces that misbehave. It answers in full where it can, and anything else is a fault or a notice. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { createEmbeddedEngine } from '@/lib/engines/embedded/engine.server';
import type { Engine, Identity, QueryOptions } from '@/lib/engines/engine';
import { localIdentity } from '@/lib/engines/identity';
import { openLogAnalytics } from '@/lib/engines/log-analytics/engine.server';
import { askOver } from '@/lib/engines/split';
import { Throttling } from '@/lib/engines/throttling/throttling';
import type { Time } from '@/lib/engines/throttling/time';
import { Fault } from '@/lib/shared/errors';
import { addTicks } from '@/lib/shared/time';
import type { Window } from '@/lib/shared/window';
import { LOG_ANALYTICS } from '../fakes/entra/tenant';
import { makeLittleTelemetry, NOW } from '../fakes/fixtures';
import { workspaceNamed } from '../fakes/log-analytics/workspaces';
import { type Fakes, startFakes } from '../fakes/start';
import { identityAs, REDIRECT } from './stand-ins';

vi.stubEnv('LOG_LEVEL', 'silent');
/** How many times shorter waits are in these tests, both the engine's and the time in which the stand-in counts calls. */
const FASTER = 100;
const brisk: Time = {
  now: () => performance.now() * FASTER,
  after(ms, then) {
    const timer = setTimeout(then, ms / FASTER);
    return () => clearTimeout(timer);
  },
};

let folder: string;
let fakes: Fakes;
let alice: Identity;
let embedded: Engine;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'misbehaving-'));
  await makeLittleTelemetry(folder);
  fakes = await startFakes({
    dataDir: folder,
    dir: path.join(folder, 'tls'),
    now: NOW,
    redirectUris: [REDIRECT],
    logAnalytics: { limits: { perMs: 30_000 / FASTER }, misbehaviours: { slowMs: 1000, hugeRows: 20 } },
  });
  alice = await identityAs(fakes, 'alice', `${LOG_ANALYTICS}/.default`);
  embedded = createEmbeddedEngine(folder);
});
afterAll(async () => {
  await fakes.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => fakes.admin.clearRequests('logAnalytics'));

const engineOf = (...names: string[]) =>
  openLogAnalytics({
    endpoint: fakes.logAnalytics.endpoint,
    audience: LOG_ANALYTICS,
    tlsOptions: { ca: fakes.ca },
    throttling: new Throttling(brisk, Math.random),
    workspaces: names.map(workspaceNamed),
  });
const options = (more: Partial<QueryOptions> = {}): QueryOptions => ({ now: NOW, identity: alice, ...more });

const whole: Window = { from: addTicks(NOW, -5n * 864_000_000_000n), to: NOW };
const events = ({ from, to }: Window) =>
  `DeviceProcessEvents | where Timestamp between (datetime(${from}) .. datetime(${to})) | project Timestamp, DeviceId, ReportId, FileName, AdditionalFields, IsProcessRemoteSession, ProcessId`;
const counts =
  'DeviceProcessEvents | where Timestamp > ago(2d) | summarize Count = count(), Ids = make_set(ReportId) by DeviceId';
const sorted = (rows: unknown[][]) => rows.map((row) => JSON.stringify(row)).sort();

const countsAlone = `${counts} | project DeviceId, Count`;

async function expectAllOf(engine: Engine, questions = [events(whole), countsAlone]): Promise<void> {
  for (const kql of questions) {
    const [given, own] = [await engine.query(kql, options()), await embedded.query(kql, { now: NOW, identity: localIdentity })];
    expect(given).toMatchObject({ columns: own.columns, partial: [], cut: false });
    expect(sorted(given.rows)).toEqual(sorted(own.rows));
    expect(own.rows.length).toBeGreaterThan(7);
  }
}
const requests = () => fakes.admin.requests('logAnalytics');

describe('a question is answered in full', () => {
  test.each([
    [['contoso']],
    [['fabrikam']],
    [['east', 'west']],
    [['throttled']],
    [['busy']],
    [['unavailable']],
    [['reset']],
    [['cut']],
    [['malformed']],
  ])('by the workspaces %j', async (names) => {
    await expectAllOf(engineOf(...names));
    const queued = (await requests()).map(({ queuedMs }) => queuedMs);
    expect(Math.max(...queued), 'the service itself queues nothing').toBeLessThan(50);
  });

  test('by a hundred workspaces, as many as one query may read', async () => {
    const names = Array.from({ length: 100 }, (_, i) => `part-${String(i).padStart(2, '0')}`);
    await expectAllOf(engineOf(...names), [countsAlone]);
  }, 120_000); // the stand-in reads a query over a hundred workspaces in this thread

  test('even when twenty are asked at once of a workspace that throttles', async () => {
    const engine = engineOf('throttled');
    const kqls = Array.from({ length: 20 }, (_, i) => `DeviceProcessEvents | where Timestamp > ago(${i + 1}h) | count`);
    const answers = await Promise.all(kqls.map((kql) => engine.query(kql, options())));
    expect(answers.map(({ rows }) => rows)).toEqual(kqls.map((_, i) => [[String(i + 1)]]));
  });

  test('even with more rows than one answer may hold: it is asked in pieces, and each row comes once', async () => {
    const question = { window: whole, kql: events };
    const given = await askOver(engineOf('huge'), question, options());
    const own = await embedded.query(events(whole), { now: NOW, identity: localIdentity });
    expect(given).toMatchObject({ columns: own.columns, partial: [], cut: false });
    expect(given.rows).toHaveLength(96);
    expect(sorted(given.rows)).toEqual(sorted(own.rows));
  });
});

describe('what cannot be answered is told with its reason', () => {
  const failed: [name: string, kind: Fault['kind'], message: RegExp][] = [
    ['empty-body', 'unavailable', /empty answer/],
    ['no-data', 'unavailable', /without any data/],
    ['empty-504', 'unavailable', /did not answer in time \(504\)/],
    ['html-504', 'unavailable', /did not answer in time \(504\)/],
    ['forbidden', 'forbidden', /refused\. The role Log Analytics Reader is missing/],
    ['gone', 'not-found', /is gone/],
  ];

  test.each(failed)('when only the workspace %s is asked, the question fails', async (name, kind, message) => {
    await expect(engineOf(name).query(counts, options())).rejects.toMatchObject({
      kind,
      message: expect.stringMatching(message),
    });
  });

  test.each(failed)(
    'when the workspace %s is one of two, a notice tells its reason, and the other workspace answers',
    async (name, _, message) => {
      const engine = engineOf(name, 'contoso');
      expect((await engine.coverage(options())).notices).toEqual([expect.stringMatching(message)]);
      await expectAllOf(engine);
    },
  );

  test('when a part of the data is lost, the question fails', async () => {
    const fault = await engineOf('partial')
      .query(events(whole), options())
      .catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(Fault);
    expect(fault).toMatchObject({ kind: 'unavailable', message: expect.stringMatching(/only a part.*lacks memory resources/) });
  });

  test('when the query is wrong, the question fails', async () => {
    const wrong = 'DeviceProcessEvents\n| where FileName matches regex "("';
    await expect(engineOf('east', 'west').query(wrong, options())).rejects.toMatchObject({ kind: 'bad-input' });
  });
});

describe('workspaces may differ', () => {
  test('where a workspace has no Timestamp, TimeGenerated takes its place', async () => {
    const engine = engineOf('fabrikam');
    const { tables } = await engine.coverage(options());
    expect(tables.map(({ timeColumn }) => timeColumn)).toEqual(tables.map(() => 'TimeGenerated'));
    const [{ rows }, [status]] = [
      await engine.query('DeviceProcessEvents | summarize max(Timestamp)', options()),
      await engine.tables(options()),
    ];
    expect(rows).toEqual([['2026-03-10T11:59:59.9999999Z']]);
    expect(status).toMatchObject({
      rows: '24',
      within: '1d',
      lastEvent: '2026-03-10T11:59:59.9999999Z',
      timeColumn: 'TimeGenerated',
    });
  });

  test('where a workspace lacks a table, the others answer, and without others the query is refused', async () => {
    const certificates = 'DeviceFileCertificateInfo | count';
    const alone = engineOf('nocerts');
    expect((await alone.coverage(options())).tables.find(({ name }) => name === 'DeviceFileCertificateInfo')?.present).toBe(
      false,
    );
    await expect(alone.query(certificates, options())).rejects.toMatchObject({ kind: 'bad-input' });
    const both = engineOf('nocerts', 'contoso');
    expect((await both.coverage(options())).notices).toEqual(['Workspace “nocerts” has no DeviceFileCertificateInfo.']);
    expect((await both.query(certificates, options())).rows).toEqual([['8']]);
  });

  test('where events arrive late, all events of the window are found', async () => {
    const from = addTicks(NOW, -12n * 36_000_000_000n);
    const kql = events({ from, to: addTicks(NOW, -7n * 36_000_000_000n) });
    const [late, own] = [
      await engineOf('late').query(kql, options()),
      await embedded.query(kql, { now: NOW, identity: localIdentity }),
    ];
    expect(sorted(late.rows)).toEqual(sorted(own.rows));
    expect(late.rows).toHaveLength(5);
  });

  test('each row names its workspace', async () => {
    const { rows } = await engineOf('east', 'west').query(
      'DeviceInfo | summarize count() by Workspace | sort by Workspace asc',
      options(),
    );
    expect(rows.map(([name]) => name)).toEqual(['east', 'west']);
  });
});

test('when the person goes away, the query is stopped at the service', async () => {
  const engine = engineOf('slow');
  await engine.coverage(options());
  await fakes.admin.clearRequests('logAnalytics');
  const controller = new AbortController();
  const answer = engine.query(counts, options({ signal: controller.signal })).catch((error: unknown) => error);
  await expect.poll(async () => (await requests()).length).toBe(1);
  controller.abort();
  expect(await answer).toMatchObject({ kind: 'cancelled' });
  await expect.poll(async () => (await requests()).map(({ status }) => status)).toEqual([499]);
});

test('the claims of a conditional access challenge are handed to the identity', async () => {
  const engine = engineOf('contoso');
  await engine.coverage(options());
  await fakes.admin.stepUp('alice');
  const challenged = vi.fn(() => Promise.reject(new Fault('unauthenticated', 'Sign in again.')));
  await expect(engine.query(counts, options({ identity: { ...alice, challenged } }))).rejects.toMatchObject({
    message: 'Sign in again.',
  });
  await fakes.admin.stepUp('alice', false);
  expect(challenged).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('acrs'));
});
