/** The history of the sample says what a sweep over all of it says: asked on the embedded engine. */
import { rmSync } from 'node:fs';
import { afterAll, expect, test, vi } from 'vitest';
import { ann } from '@/lib/auth/fixtures';
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
vi.mock('@/lib/auth/session.server', () => ({ requirePrincipal: async () => ann }));
vi.stubEnv('NOW', SAMPLE_NOW);
withSomeHunts();
const { sql } = await testDatabase();
const { planSweep } = await import('@/lib/catalogue/plan.server');
const { runSweep } = await import('@/lib/sightings/sweep.server');
const { sweepHistory } = await import('@/lib/history/sweep.server');
const { readSightings } = await import('@/lib/sightings/read.server');
const { readTool } = await import('@/lib/tool-profiles/read.server');
const { readSightingHistory } = await import('@/lib/history/read-sighting.server');
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

test('what the engine has forgotten is still the first ever: in answers, on the tool’s page, and for the filter', async () => {
  const ask = (query: string) => readSightings(new URLSearchParams(`last=5d&omit=reportIds&limit=1000&${query}`));
  const before = await ask('first=1&sort=-firstEver');
  const [first] = before.rows;
  if (first === undefined) return expect.unreachable('nothing was first seen in the window');
  expect(before.rows.every(({ isFirst, firstEver }) => isFirst && (firstEver ?? '') >= before.window.from)).toBe(true);
  expect(before.total).toBe(before.figures.firstEver);
  expect(before.total).toBeLessThan((await ask('')).total);

  const whole = await readSightings(
    new URLSearchParams({ from: before.ever?.from ?? '', to: before.window.to, omit: 'reportIds' }),
  );
  expect(whole.total).toBeGreaterThan(0);
  expect(whole.figures.firstEver, 'nothing is known from before all that is known').toBeNull();
  expect(whole.rows.some(({ isFirst }) => isFirst)).toBe(false);

  const long = '2025-03-01T08:00:00.1234567Z';
  await sql(
    `UPDATE history_seen SET first_seen = '${long}' WHERE tool_slug = '${first.toolSlug}' AND device_id = '${first.deviceId}'`,
  );
  await sql(`INSERT INTO history_days SELECT source, '2025-03-01', '2025-03-01T00:00:00.0000000Z', '2025-03-01T23:59:59.9999999Z', swept_at, lacks, hunts, telemetry
    FROM history_days LIMIT 1`);
  await sql('UPDATE history_sweeps SET revision = revision + 1');
  const after = await ask('first=1&sort=-firstEver');
  expect(after.total).toBe(before.total - 1);
  expect(after.ever).toEqual({ from: '2025-03-01T00:00:00.0000000Z', gaps: 1, inHistory: true });
  expect(after.notices.map(({ message }) => message).join()).toMatch(/looks back to 2025-03-01 .* 1 time was not swept/);
  const all = await ask('sort=firstEver');
  expect(all.rows[0]).toMatchObject({ deviceId: first.deviceId, firstEver: long, isFirst: false });
  const tool = await readTool(first.toolSlug, new URLSearchParams('last=5d'));
  expect(tool).toMatchObject({ firstEver: long, ever: { gaps: 1 } });
  const quiet = await readTool(first.toolSlug, new URLSearchParams({ from: '2026-01-01', to: '2026-01-02' }));
  expect([quiet.seen, quiet.lastEver], 'a window without it says since when it is quiet').toEqual([
    null,
    expect.stringMatching(/^2026-03-/),
  ]);

  const days = await readSightingHistory(new URLSearchParams({ tool: first.tool, deviceId: first.deviceId }));
  expect(days).toMatchObject({ off: null, reach: after.ever && { from: after.ever.from }, seen: { firstSeen: long } });
  expect(days.days.reduce((sum, { events }) => sum + events, 0)).toBeGreaterThanOrEqual(first.count);
  await expect(readSightingHistory(new URLSearchParams({ tool: 'anydesk' }))).rejects.toMatchObject({ kind: 'bad-input' });
});
