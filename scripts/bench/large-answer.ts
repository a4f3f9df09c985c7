import { aHunt } from '@/lib/hunts/fixtures';
import { readRows } from '@/lib/query/rows';
import { longestGap } from '@/lib/shared/longest-gap';
import { mergeTables, sweepRow } from '@/lib/sightings/merge';
import { parseSightingsParams } from '@/lib/sightings/params';
import { cachedSelection } from '@/lib/sightings/selection-cache.server';
import type { SweepResult } from '@/lib/sightings/sweep-result';
import { emptyBoard } from '@/lib/triage/board.server';

const ROWS = 120_000;
const DEVICES = 60_000;
const window = { from: '2026-03-05T10:00:00.0000000Z', to: '2026-03-10T10:00:00.0000000Z' };

/** How long the event loop serves nobody while an engine's large answer becomes sightings. */
export async function benchLargeAnswer(): Promise<void> {
  console.log(`\n${ROWS} rows of an engine become sightings; the longest time in which the event loop served nobody:`);
  const result = answer();
  const rows = await told('read', () => readRows(result, sweepRow));
  const hunts = [aHunt('AnyDesk', 'process', 'a'), aHunt('Atera', 'process', 'b'), aHunt('RealVNC', 'process', 'c')];
  const huntsOf = (labels: string) => labels.split(',').flatMap((label) => hunts[Number(label.slice(1) || 9)] ?? []);
  const earlier = rows.map((row) => ({ ...row, Earliest: row.FirstSeen }));
  const sightings = await told('merged', () =>
    mergeTables([{ sweep: { signal: 'process', huntsOf, takenBy: () => [] }, rows, earlier }]),
  );
  const sweep: SweepResult = {
    engine: 'embedded',
    window,
    asOf: window.to,
    axis: { from: window.from, step: '2h', buckets: 61 },
    sightings,
    history: {},
    notices: [],
    complete: true,
  };
  const { params } = parseSightingsParams(new URLSearchParams('sort=-count'));
  await told(`selected (${sightings.length} sightings)`, () => cachedSelection(sweep, params, emptyBoard));
  console.log('  (wanted: under 250 ms)');
}

async function told<T>(what: string, work: () => Promise<T>): Promise<T> {
  const began = performance.now();
  const [gap, outcome] = await longestGap(work);
  console.log(`  ${what.padEnd(32)} ${gap.toFixed(0)} ms, of ${(performance.now() - began).toFixed(0)} ms`);
  return outcome;
}

function answer() {
  const names = ['DeviceId', 'DeviceName', 'Hunts', 'Account', 'FirstSeen', 'LastSeen', 'Count', 'Activity'];
  const rows = Array.from({ length: ROWS }, (_, i) => [
    `device-${i % DEVICES}`,
    `ws-${(i * 7919) % DEVICES}`,
    i % 3 === 0 ? 'h1,' : 'h0,h2,',
    `contoso\\user-${i % 5000}`,
    '2026-03-09T10:00:00.1234567Z',
    '2026-03-10T09:00:00.1234567Z',
    String(i % 90),
    '["1:3","4:5","17:2"]',
  ]);
  return { columns: names.map((name) => ({ name, type: 'string' as const })), rows, partial: [], cut: false };
}
