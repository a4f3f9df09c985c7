import 'server-only';
import { catalogueNotices } from '@/lib/catalogue/compiled';
import type { SweepPlan, TableSweep } from '@/lib/catalogue/sweep-plan';
import { answered } from '@/lib/query/answered';
import { partialNotices, type QueryContext, queryOver } from '@/lib/query/context.server';
import { coverageNotices, lookbackNotices, oldestKept } from '@/lib/query/coverage';
import type { Notice } from '@/lib/query/model';
import { readRows } from '@/lib/query/rows';
import { Fault } from '@/lib/shared/errors';
import { LOOKBACK, lookbackWindow } from '@/lib/shared/lookback';
import type { Window } from '@/lib/shared/window';
import { historyOf } from './history';
import { earlierRow, mergeTables, sweepRow, type TableAnswer } from './merge';
import type { SweepResult, Took } from './sweep-result';

/**
 * Asks every hunt of the plan, one query a table. A table that fails is a notice as long as another answered; when none
 * did, its Fault is thrown.
 */
export async function runSweep(context: QueryContext, plan: SweepPlan): Promise<SweepResult> {
  const { coverage, tables, window } = plan;
  const notices = [...plan.notices];
  const asked = tables.map((table) => ({ what: table.table, answer: askSparing(context, plan, table) }));
  const found = await answered(asked);
  const answers = found.answers.map(({ answer }) => answer);
  notices.push(...found.answers.flatMap((each) => each.notices), ...found.notices);
  return {
    engine: context.engine.name,
    window,
    asOf: context.now,
    axis: plan.axis,
    sightings: await mergeTables(answers),
    history: historyOf(coverage, oldestKept(context)),
    took: found.answers.map(({ took }) => took),
    complete: !notices.some(({ kind }) => kind === 'partial'),
    notices: [
      ...coverageNotices(context, coverage, window),
      ...lookbackNotices(context, window),
      ...notices,
      ...catalogueNotices(plan.compiled),
    ],
  };
}

/**
 * Asks a table. If the engine refuses the query and it holds exclusions, asks again without them: an exclusion that the engine
 * cannot read must hide nothing, least of all the whole table.
 */
async function askSparing(context: QueryContext, plan: SweepPlan, sweep: TableSweep): ReturnType<typeof askTable> {
  try {
    return await askTable(context, sweep, plan.window);
  } catch (error) {
    const bare = sweep.isJudged && isRefusal(error) ? plan.excluding(undefined).table(sweep.table) : undefined;
    if (bare === undefined) throw error;
    const found = await askTable(context, bare, plan.window).catch(() => Promise.reject(error));
    const why = error instanceof Fault ? error.message : 'the engine could not read them.';
    return {
      ...found,
      notices: [...found.notices, { kind: 'partial', message: `${sweep.table} is shown without exclusions: ${why}` }],
    };
  }
}

/** Whether the engine refused the query, and not that nobody waits any more or that the engine is away. */
const isRefusal = (error: unknown) => !(error instanceof Fault) || error.kind === 'bad-input';

async function askTable(
  context: QueryContext,
  sweep: TableSweep,
  window: Window,
): Promise<{ answer: TableAnswer; notices: Notice[]; took: Took }> {
  const { table, inPieces } = sweep;
  const began = performance.now();
  const [now, earlier] = await Promise.all([
    queryOver(context, { window, kql: (part) => sweep.counted({ window: part }), inPieces }, table),
    queryOver(
      context,
      {
        window: lookbackWindow(window),
        kql: (part) =>
          sweep.asked({ window: part }, (source) => `${source}\n| summarize Earliest = min(Timestamp) by DeviceId, Hunts`),
        inPieces,
      },
      `${table}: the ${LOOKBACK} before`,
    ),
  ]);
  return {
    took: { table, seconds: (performance.now() - began) / 1000 },
    answer: { sweep, rows: await readRows(now, sweepRow), earlier: await readRows(earlier, earlierRow) },
    notices: [...partialNotices(table, now), ...partialNotices(`The ${LOOKBACK} before the window (${table})`, earlier)],
  };
}
