import { SweepPlan } from '@/lib/catalogue/sweep-plan';
import { logAnalyticsBody } from '@/lib/engines/azure/body-thread/fixtures';
import { bodyThread } from '@/lib/engines/azure/body-thread/thread.server';
import { readers } from '@/lib/engines/azure/readers';
import { kqlThread } from '@/lib/engines/kql-thread/thread.server';
import { tableSchemas } from '@/lib/kql/schemas';
import { fusedLimits } from '@/lib/kql/syntax/limits';
import { crossWorkspaceUnion } from '@/lib/kql/workspaces/cross-workspace-union';
import { crossWorkspaceTable, workspaceTable } from '@/lib/kql/workspaces/table';
import { longestGap } from '@/lib/shared/longest-gap';
import { resolveWindow } from '@/lib/shared/window';
import { show, spread } from './measure';
import { generatedCatalogue } from './sweep';

const ROWS = 120_000;
const TURNS = 3;
const NOW = '2026-03-10T12:00:00.0000000Z';

/**
 * How long the server does not respond while it reads a large answer of Azure, and while it writes a sweep over two workspaces.
 */
export async function benchAzure(): Promise<void> {
  const text = logAnalyticsBody(ROWS);
  await bodyThread().read('log-analytics', Buffer.from(logAnalyticsBody(1)), false); // the thread is there
  console.log(`\nThe server stands still while it reads ${ROWS} rows of Log Analytics (${Math.round(text.length / 2 ** 20)} MB)`);
  await compare({
    here: () => readers['log-analytics'](text, false),
    thread: () => bodyThread().read('log-analytics', Buffer.from(text), false),
  });

  const tables = tableSchemas.map((schema) =>
    crossWorkspaceTable(
      schema,
      ['east', 'west'].map((name) => ({ source: workspaceTable(name, schema.name), columns: schema.columns, workspace: name })),
    ),
  );
  const estate = { tables, schemas: tables.map(({ schema }) => schema) };
  const compiled = generatedCatalogue();
  const coverage = {
    tables: tableSchemas.map(({ name }) => ({ name, present: true, timeColumn: 'Timestamp' as const })),
    ...{ workspaces: ['east', 'west'], notices: [] },
  };
  const plan = new SweepPlan({ compiled, coverage, window: resolveWindow({ last: '5d' }, NOW), askedOf: [] });
  const kql = plan.tables[0]?.sent() ?? '';
  await kqlThread().unite('DeviceInfo | count', NOW, estate);
  console.log(
    `… while it writes a sweep of ${compiled.hunts.length} hunts (${Math.round(kql.length / 1024)} kB) over two workspaces`,
  );
  await compare({
    here: () => crossWorkspaceUnion(kql, { ...estate, now: NOW, limits: fusedLimits }),
    thread: () => kqlThread().unite(kql, NOW, estate),
  });
}

async function compare(works: { here: () => unknown; thread: () => Promise<unknown> }): Promise<void> {
  const gaps: Record<keyof typeof works, number[]> = { here: [], thread: [] };
  for (let turn = 0; turn < TURNS; turn++) {
    gaps.here.push((await longestGap(works.here))[0]);
    gaps.thread.push((await longestGap(works.thread))[0]);
  }
  const [here, thread] = [spread(gaps.here), spread(gaps.thread)];
  console.log(`  in its own thread  ${show(here)}`);
  console.log(`  in another         ${show(thread)} = ${(thread.median / here.median).toFixed(3)} ×`);
}
