import { existsSync } from 'node:fs';
import { cpus } from 'node:os';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { BENCH_NOW, generateEvents } from '@/lib/engines/embedded/bench-data.server';
import { createEmbeddedEngine } from '@/lib/engines/embedded/engine.server';
import { localIdentity } from '@/lib/engines/identity';
import { catalogue } from '@/lib/hunts/catalogue.server';
import { cutHunt } from '@/lib/kql/cut/cut';
import { toTicks } from '@/lib/shared/time';
import { resolveWindow } from '@/lib/shared/window';
import { inTurns, show } from './measure';

const REALVNC = '865f9d1e-a01a-46b9-a909-2f93fbab5331';
const TURNS = 7;

/** Compares the seed’s query through the engine with SQL that a person would write for the same files, in the same process. */
export async function benchQuery(dir: string, rows: number): Promise<void> {
  if (!existsSync(path.join(dir, 'telemetry'))) {
    console.log(`Generating ${rows} events…`);
    await generateEvents(dir, rows);
  }
  const hunt = (await catalogue()).hunts.find((h) => h.id === REALVNC);
  if (!hunt) throw new Error('the seed’s hunt is not in the catalogue');
  const engine = createEmbeddedEngine(dir);
  const plain = await (await DuckDBInstance.create(':memory:', { threads: String(cpus().length) })).connect();
  const files = path.join(dir, 'telemetry', 'DeviceProcessEvents', '*.parquet').replaceAll("'", "''");
  console.log('\nThe seed’s query, generated SQL : hand-written SQL with a plain regexp (wanted: ratio at most 1)');
  for (const last of ['5d', '30d']) {
    const window = resolveWindow({ last }, BENCH_NOW);
    const kql = cutHunt(hunt.query).windowed(window);
    const sql = `SELECT DeviceId, DeviceName, min("Timestamp"), max("Timestamp"), list(DISTINCT ReportId), count(*) FROM read_parquet('${files}')
      WHERE "Timestamp" BETWEEN ${toTicks(window.from)} AND ${toTicks(window.to)}
        AND regexp_matches(ProcessVersionInfoCompanyName, '(?i)(?:^|[^\\p{L}\\p{N}])realvnc(?:$|[^\\p{L}\\p{N}])')
      GROUP BY DeviceId, DeviceName`;
    const counts = [
      (await engine.query(kql, { now: BENCH_NOW, identity: localIdentity })).rows.length,
      (await plain.runAndReadAll(sql)).currentRowCount,
    ];
    if (counts[0] !== counts[1]) throw new Error(`the answers differ: ${counts.join(' and ')} rows`);
    const { generated, written } = await inTurns(TURNS, {
      generated: () => engine.query(kql, { now: BENCH_NOW, identity: localIdentity }),
      written: () => plain.runAndReadAll(sql),
    });
    if (!generated || !written) continue;
    console.log(
      `  last ${last.padEnd(4)} ${show(generated)} : ${show(written)} = ${(generated.median / written.median).toFixed(2)}  (${counts[0]} devices)`,
    );
  }
}
