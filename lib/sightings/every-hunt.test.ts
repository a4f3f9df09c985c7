/**
 * Each hunt of the catalogue finds the same when it is fused with all others as when it is asked alone. To keep a hunt at
 * milliseconds, the telemetry is small: some rows of the sample that match, and some that do not. Fused hunts that find nothing
 * and differ only in the texts that they look for are cut alike (lib/kql/cut/operands.ts), so only the first of them is asked
 * alone.
 */
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { compiledCatalogue } from '@/lib/catalogue/compiled.server';
import { planSweep } from '@/lib/catalogue/plan.server';
import type { SweepPlan, TableSweep } from '@/lib/catalogue/sweep-plan';
import { ask } from '@/lib/engines/asked';
import { createEmbeddedEngine } from '@/lib/engines/embedded/engine.server';
import { localIdentity } from '@/lib/engines/identity';
import { unlabelled } from '@/lib/kql/cut/fuse';
import { operandShape } from '@/lib/kql/cut/operands';
import { tableSchemas } from '@/lib/kql/schemas';
import { sqlString } from '@/lib/kql/sql/sql';
import { fusedLimits } from '@/lib/kql/syntax/limits';
import { crossWorkspaceUnion } from '@/lib/kql/workspaces/cross-workspace-union';
import { crossWorkspaceTable } from '@/lib/kql/workspaces/table';
import { SAMPLE_NOW, sampleDataDir } from '@/lib/sample/testing';
import { toTicks } from '@/lib/shared/time';
import { resolveWindow } from '@/lib/shared/window';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

/** Matching rows kept for each set of hunts that match together, and one of so many others. */
const [KEPT, ONE_OF] = [3, 400];
const window = resolveWindow({ last: '30d' }, SAMPLE_NOW);
const full = await sampleDataDir('every-hunt');
const small = path.join(full, 'small');
const principal = { kind: 'system', name: 'a test', scope: 'local' } as const;
const contextOf = (dataDir: string) => ({
  principal,
  engine: createEmbeddedEngine(dataDir),
  identity: localIdentity,
  now: SAMPLE_NOW,
});
const context = contextOf(small);
let plan: SweepPlan;

/** Device, first and last seen, events, ReportIds. */
type Row = [device: string, first: string, last: string, count: number, ids: string];
const identities = async (dataDir: string, sweep: TableSweep) => {
  const asked = sweep.asked({}, (source) => `${source} | project DeviceId, Timestamp, ReportId, Hunts`);
  return (await ask(contextOf(dataDir).engine, asked, context)).rows.map((row) => row.map(String));
};

beforeAll(async () => {
  const whole = await planSweep(contextOf(full), window);
  const duckdb = await (await DuckDBInstance.create(':memory:')).connect();
  for (const sweep of whole.tables) {
    const kept = new Map<string, string[][]>();
    for (const row of await identities(full, sweep)) {
      const rows = kept.get(row[3] ?? '') ?? [];
      if (rows.length < KEPT) rows.push(row);
      kept.set(row[3] ?? '', rows);
    }
    const keys = [...kept.values()]
      .flat()
      .map(([device = '', time = '', id]) => `(${sqlString(device)}, ${toTicks(time)}, ${id})`);
    mkdirSync(path.join(small, 'telemetry', sweep.table), { recursive: true });
    const [from, to] = [
      path.join(full, 'telemetry', sweep.table, '*.parquet'),
      path.join(small, 'telemetry', sweep.table, 'a.parquet'),
    ];
    await duckdb.run(`COPY (FROM read_parquet(${sqlString(from)})
      WHERE (DeviceId, "Timestamp", ReportId) IN (${keys.join(', ')}) OR hash(ReportId, DeviceId) % ${ONE_OF} = 0
      ORDER BY "Timestamp") TO ${sqlString(to)} (FORMAT parquet)`);
  }
  plan = await planSweep(context, window);
});
afterAll(() => rmSync(full, { recursive: true, force: true }));

test('fused in a sweep, each hunt finds what its own text finds alone', async () => {
  const { hunts } = await compiledCatalogue(context.engine);
  const fused = new Map<string, string[][]>();
  for (const sweep of plan.tables)
    for (const row of await identities(small, sweep))
      for (const { id } of sweep.huntsOf(row[3] ?? '')) fused.set(id, [...(fused.get(id) ?? []), row]);
  for (const { hunt, cut } of hunts) expect(unlabelled(cut), hunt.name).toBeNull();
  let found = 0;
  const without = new Set<string>();
  for (const { hunt, cut } of hunts) {
    const shape = operandShape(hunt.query)?.shape ?? hunt.id;
    if (!fused.has(hunt.id) && without.has(shape)) continue;
    if (!fused.has(hunt.id)) without.add(shape);
    const { deviceId, firstSeen, lastSeen, count, reportIds } = cut.outputs;
    const { columns, rows } = await context.engine.query(cut.windowed(window), context);
    const at = (name: string | null) => columns.findIndex((column) => column.name === name);
    const own = rows.map((row): Row => {
      const ids = String(row[at(reportIds)]).match(/-?\d+/g) ?? [];
      return [
        String(row[at(deviceId)]),
        String(row[at(firstSeen)]),
        String(row[at(lastSeen)]),
        Number(row[at(count)]),
        ids.sort().join(),
      ];
    });
    expect(byDevice(fused.get(hunt.id) ?? []), hunt.name).toEqual(own.sort());
    if (own.length > 0) found += 1;
  }
  expect(hunts.length).toBeGreaterThanOrEqual(60);
  expect(found, 'there is something to compare').toBeGreaterThan(30);
});

test('the whole catalogue is asked of two workspaces by one query a table, which is not too long', () => {
  const tables = tableSchemas.map((schema) =>
    crossWorkspaceTable(
      schema,
      ['first', 'second'].map((workspace) => ({
        source: `workspace('${workspace}').${schema.name}`,
        columns: schema.columns,
        workspace,
      })),
    ),
  );
  const schemas = tables.map(({ schema }) => schema);
  expect(plan.tables.map(({ table }) => table)).toContain('DeviceProcessEvents');
  for (const sweep of plan.tables) {
    const united = crossWorkspaceUnion(sweep.sent(), { tables, schemas, now: SAMPLE_NOW, limits: fusedLimits });
    expect(united.tables).toEqual([sweep.table]);
    expect(united.kql.length, 'Log Analytics takes 2,000,000 characters').toBeLessThan(2_000_000);
  }
});

/** Events as rows by device, as a hunt's summarize gives them. */
function byDevice(events: string[][]): Row[] {
  const devices = new Map<string, { times: string[]; ids: Set<string> }>();
  for (const [device = '', time = '', id = ''] of events) {
    const entry = devices.get(device) ?? { times: [], ids: new Set() };
    devices.set(device, entry);
    entry.times.push(time);
    entry.ids.add(id);
  }
  return [...devices]
    .map(([device, { times, ids }]): Row => {
      const sorted = times.sort();
      return [device, sorted[0] ?? '', sorted.at(-1) ?? '', times.length, [...ids].sort().join()];
    })
    .sort();
}
