/** The history of the sample says what a sweep over all of it says: asked on the embedded engine. */
import { rmSync } from 'node:fs';
import { afterAll, expect, test, vi } from 'vitest';
import { createEmbeddedEngine } from '@/lib/engines/embedded/engine.server';
import { localIdentity } from '@/lib/engines/identity';
import { withSomeHunts } from '@/lib/hunts/testing';
import { SAMPLE_NOW, sampleDataDir } from '@/lib/sample/testing';
import { testDatabase } from '@/lib/store/testing';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });
const dataDir = await sampleDataDir('history');
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));
const engine = createEmbeddedEngine(dataDir);
vi.mock('@/lib/engines/current.server', () => ({ currentEngine: () => engine }));
vi.stubEnv('NOW', SAMPLE_NOW);
withSomeHunts();
const { sql } = await testDatabase();
const { planSweep } = await import('@/lib/catalogue/plan.server');
const { runSweep } = await import('@/lib/sightings/sweep.server');
const { sweepHistory } = await import('@/lib/history/sweep.server');
const { heldHistory } = await import('@/lib/history/read.server');

const principal = { kind: 'system', name: 'a test', scope: 'local' } as const;
const context = { principal, engine, identity: localIdentity, now: SAMPLE_NOW };

test('each sighting has the same first and last event and the same number, signal by signal, in days', async () => {
  await sweepHistory({ context, planOf: (window) => planSweep(context, window) });
  const { reach, gaps, onDevice } = await heldHistory(engine);
  expect(gaps).toEqual([]);
  const whole = await runSweep(context, await planSweep(context, reach ?? expect.unreachable('nothing was swept')));
  expect(whole.sightings.length).toBeGreaterThan(20);
  const { rows } =
    await sql(`SELECT tool_slug, device_id, signal, min(first_seen) AS first, max(last_seen) AS last, sum(events)::int AS events,
      count(*)::int AS days, sum(late)::int AS late FROM history_activity WHERE source = 'embedded-sample' GROUP BY 1, 2, 3`);
  expect(rows.some(({ days }) => days > 1)).toBe(true);
  const kept = rows.map((row) => [row.tool_slug, row.device_id, row.signal, row.first, row.last, row.events, row.late].join(' '));
  const swept = whole.sightings.flatMap(({ toolSlug, deviceId, parts }) =>
    parts.map(({ signal, firstSeen, lastSeen, count }) => [toolSlug, deviceId, signal, firstSeen, lastSeen, count, 0].join(' ')),
  );
  expect(kept.sort()).toEqual(swept.sort());
  for (const { toolSlug, deviceId, parts } of whole.sightings)
    expect(onDevice(toolSlug, deviceId)?.firstSeen).toBe(parts.map(({ firstSeen }) => firstSeen).sort()[0]);
});
