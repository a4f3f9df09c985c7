/** An import is in the history at once; the first takes the sample's place there too, and what it brings to swept days is late. */
import { rmSync } from 'node:fs';
import { afterAll, expect, test, vi } from 'vitest';
import { createEmbeddedEngine } from '@/lib/engines/embedded/engine.server';
import { localIdentity } from '@/lib/engines/identity';
import { withSomeHunts } from '@/lib/hunts/testing';
import { importContent, resultOf } from '@/lib/imports/fixtures';
import { SAMPLE_NOW, sampleDataDir } from '@/lib/sample/testing';
import { testDatabase } from '@/lib/store/testing';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });
const dataDir = await sampleDataDir('history-import');
const running = new AbortController();
afterAll(() => {
  running.abort();
  rmSync(dataDir, { recursive: true, force: true });
});
const engine = createEmbeddedEngine(dataDir);
vi.mock('@/lib/engines/current.server', () => ({ currentEngine: () => engine }));
vi.stubEnv('NOW', SAMPLE_NOW);
withSomeHunts();
const { sql } = await testDatabase();
const { planSweep } = await import('@/lib/catalogue/plan.server');
const { keepHistory } = await import('./keep-history.server');

const principal = { kind: 'system', name: 'the history', scope: 'local' } as const;
const soon = (check: () => Promise<unknown>) => vi.waitFor(check, { timeout: 60_000, interval: 50 });
const rows = async () =>
  (await sql('SELECT source, device_id, day, events::int, late::int FROM history_activity ORDER BY 2, 3')).rows;

function imported(name: string, ...events: [device: string, time: string][]) {
  const lines = events.map(([device, time], i) => `${time},${device},${device},${i + 1},ProcessCreated,winvnc.exe,RealVNC Ltd`);
  const header = 'Timestamp,DeviceId,DeviceName,ReportId,ActionType,FileName,ProcessVersionInfoCompanyName';
  return importContent(dataDir, name, [header, ...lines].join('\n'), 'DeviceProcessEvents');
}

test('a long past export is swept without waiting for the hour, and another one for the same days is late', async () => {
  void keepHistory(
    {
      ...{ leader: 'a test', every: 3_600_000, lookEvery: 30, clock: () => Date.UTC(2026, 2, 10, 12) },
      open: (signal) => ({ principal, engine, identity: localIdentity, now: SAMPLE_NOW, signal }),
      planOf: planSweep,
    },
    running.signal,
    async () => undefined,
  );
  await soon(async () => expect((await sql('SELECT source FROM history_sweeps WHERE ended_at IS NOT NULL')).rowCount).toBe(1));
  expect(new Set((await rows()).map(({ source }) => source))).toEqual(new Set(['embedded-sample']));

  resultOf(await imported('a.csv', ['d1', '2025-11-03T08:00:00Z'], ['d1', '2025-11-05T09:00:00Z']));
  const first = [
    { source: 'embedded', device_id: 'd1', day: '2025-11-03', events: 1, late: 0 },
    { source: 'embedded', device_id: 'd1', day: '2025-11-05', events: 1, late: 0 },
  ];
  await soon(async () => expect(await rows()).toEqual(first));

  resultOf(await imported('b.csv', ['d2', '2025-11-04T08:00:00Z'], ['d2', '2025-11-05T10:00:00Z']));
  await soon(async () =>
    expect(await rows()).toEqual([
      ...first,
      { source: 'embedded', device_id: 'd2', day: '2025-11-04', events: 1, late: 1 },
      { source: 'embedded', device_id: 'd2', day: '2025-11-05', events: 1, late: 0 },
    ]),
  );
});
