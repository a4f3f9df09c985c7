import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { CompiledCatalogue } from '@/lib/catalogue/compiled';
import { SweepPlan } from '@/lib/catalogue/sweep-plan';
import { ask } from '@/lib/engines/asked';
import { BENCH_NOW, BENCH_TOOLS, generateEvents } from '@/lib/engines/embedded/bench-data.server';
import { createEmbeddedEngine } from '@/lib/engines/embedded/engine.server';
import { labelsFolder } from '@/lib/engines/embedded/folders';
import { localIdentity } from '@/lib/engines/identity';
import type { SweptExclusions } from '@/lib/exclusions/compiled';
import type { Where } from '@/lib/exclusions/model';
import { aHunt } from '@/lib/hunts/fixtures';
import { cutHunt } from '@/lib/kql/cut/cut';
import { resolveWindow } from '@/lib/shared/window';
import { inTurns, type Spread, show, spread } from './measure';

const HUNTS = 600;
const EXCLUSIONS = 300;
const TURNS = 3;
const TABLE = 'DeviceProcessEvents';
const window = resolveWindow({ last: '30d' }, BENCH_NOW);

/**
 * Compares a sweep of 600 hunts over all events with one hunt: when nothing is labelled, when it is asked again, and after an
 * import of 1 %.
 */
export async function benchSweep(dir: string, rows: number): Promise<void> {
  const engine = createEmbeddedEngine(dir);
  const options = { now: BENCH_NOW, identity: localIdentity };
  const compiled = generatedCatalogue();
  const coverage = await engine.coverage(options);
  const plan = new SweepPlan({ compiled, coverage, window, askedOf: [] });
  const sweep = plan.table(TABLE);
  const [{ cut }] = compiled.hunts as [CompiledCatalogue['hunts'][number]];
  const one = () => engine.query(cut.windowed(window), options);
  const whole = async () => (sweep ? ask(engine, sweep.counted(), options) : undefined);
  await whole(); // reads the hunts, which a server does once
  const { hunt, cold } = await inTurns(TURNS, {
    hunt: one,
    cold: () => {
      rmSync(labelsFolder(dir), { recursive: true, force: true });
      return whole();
    },
  });
  const { warm } = await inTurns(TURNS, { warm: whole });
  if (!hunt || !cold || !warm) return;
  const against = (ms: number) => `${(ms / hunt.median).toFixed(2)} × one hunt`;
  const cpuOf = ({ cpu = 0 }: Spread) => `CPU ${cpu.toFixed(0)} ms`;
  console.log(`\nA sweep of ${HUNTS} hunts over 30 days; one of them takes ${show(hunt)}, ${cpuOf(hunt)}`);
  console.log(
    `  nothing labelled   ${show(cold)} = ${against(cold.median)}, ${cpuOf(cold)} = ${((cold.cpu ?? 0) / (hunt.cpu ?? 1)).toFixed(2)} ×  (wanted: at most 3)`,
  );
  console.log(`  asked again        ${show(warm)} = ${against(warm.median)}`);
  const excluding = plan.excluding(someExclusions()).table(TABLE);
  const { without, excluded } = await inTurns(TURNS, {
    without: whole,
    excluded: async () => (excluding ? ask(engine, excluding.counted(), options) : undefined),
  });
  if (without && excluded)
    console.log(
      `  ${EXCLUSIONS} exclusions     ${show(excluded)} = ${(excluded.median / without.median).toFixed(2)} × without  (wanted: at most 1.5)`,
    );
  const folder = path.join(dir, 'telemetry', TABLE);
  const before = new Set(readdirSync(folder));
  await generateEvents(dir, Math.ceil(rows / 100));
  try {
    const began = performance.now();
    await whole();
    const after = spread([performance.now() - began]);
    console.log(`  after 1 % more     ${after.median.toFixed(0)} ms = ${against(after.median)}`);
  } finally {
    for (const name of readdirSync(folder)) if (!before.has(name)) rmSync(path.join(folder, name));
  }
  console.log(`  largest memory of this process so far: ${memory()}`);
  const flooded = new SweepPlan({ compiled: withFlood(compiled), coverage, window, askedOf: [] }).table(TABLE);
  const began = performance.now();
  if (flooded) await ask(engine, flooded.counted(), options);
  console.log(
    `  with a hunt that every event matches, nothing labelled: ${((performance.now() - began) / 1000).toFixed(1)} s; largest memory ${memory()}`,
  );
}

const memory = () => `${Math.round(process.resourceUsage().maxRSS / 1024)} MB`;

function withFlood(compiled: CompiledCatalogue): CompiledCatalogue {
  const query = `${TABLE} | where Timestamp > ago(5d) | where FileName has 'exe' | summarize Count = count() by DeviceId, DeviceName`;
  return { ...compiled, hunts: [...compiled.hunts, { hunt: aHunt('Every event', 'process', 'flood'), cut: cutHunt(query) }] };
}

/** Exclusions as people write them: one of an account, one of a device, one of a command line. */
function someExclusions(): SweptExclusions {
  const where = (i: number): Where => {
    if (i % 3 === 0) return { column: 'account', op: '=~', value: `corp\\person${i}` };
    if (i % 3 === 1) return { column: 'deviceName', op: '=~', value: `ws-${i}` };
    return {
      all: [
        { column: 'commandLine', op: 'contains', value: `maintenance ${i}` },
        { column: 'parent', op: '=~', value: `deploy${i}.exe` },
      ],
    };
  };
  return {
    key: '',
    exclusions: Array.from({ length: EXCLUSIONS }, (_, i) => ({
      ...{ id: `${i}`, name: `Exclusion ${i}`, toolSlug: null, where: where(i) },
    })),
    listOf: () => undefined,
  };
}

/** Hunts in the forms that the catalogue has; those of the first tools find events. */
export function generatedCatalogue(): CompiledCatalogue {
  const hunts = Array.from({ length: HUNTS }, (_, i) => {
    const tool = BENCH_TOOLS[Math.floor(i / 3)] ?? `Tool ${i} Remote`;
    const file = `${tool.toLowerCase().replace(/\W+/g, '')}`;
    const predicates = [
      `ProcessVersionInfoCompanyName has '${tool}'`,
      `ProcessVersionInfoProductName has '${tool}' or ProcessVersionInfoOriginalFileName in~ ('${file}.exe', '${file}_service.exe')`,
      `FileName in~ ('${file}.exe', '${file}srv.exe', '${file}host.exe') or FileName startswith '${file}-' or FolderPath has '${file}'`,
    ];
    const query = `${TABLE} | where Timestamp > ago(5d) | where ${predicates[i % 3]}
      | summarize FirstSeen = min(Timestamp), LastSeen = max(Timestamp), Report = make_set(ReportId), Count = count() by DeviceId, DeviceName`;
    return { hunt: aHunt(tool, 'process', `bench-${i}`), cut: cutHunt(query) };
  });
  return { revision: 1, hunts, refused: [], outdated: [], fileFaults: [], toolSlugs: new Set() };
}
