import 'server-only';
import type { SweepPlan, TableSweep } from '@/lib/catalogue/sweep-plan';
import { type QueryContext, queryOver } from '@/lib/query/context.server';
import { readRows } from '@/lib/query/rows';
import { Fault } from '@/lib/shared/errors';
import { LOOKBACK } from '@/lib/shared/lookback';
import { addTicks, parseDuration } from '@/lib/shared/time';
import type { Window } from '@/lib/shared/window';
import { fingerprintOf } from './fingerprint';
import { type DailyAnswer, dailyKql, dailyRow, foldDays } from './fold';
import { keepSwept } from './keep.server';
import { readSwept } from './read.server';
import { sourceOf } from './source';
import { dayOf, dueSpans, nextDay, type Span } from './spans';

/** How long events take into Azure: the last while is swept by the next sweep, so that what takes its usual time is not late. */
const SETTLES = '15m';
/** Days in one question. Files answer from labels that are kept, while a day is enough for a workspace. */
const TOGETHER = { files: 7, azure: 1 };

export interface Sweeping {
  context: QueryContext;
  /** Plans without exclusions: what is left out today was seen all the same. */
  planOf: (window: Window) => Promise<SweepPlan>;
}

/**
 * Sweeps what is due, span by span, each kept before the next is asked; a sweep that ends early goes on from there the next time. Throws
 * the Fault of a table that does not answer; what was kept before stays.
 */
export async function sweepHistory({ context, planOf }: Sweeping): Promise<void> {
  const { engine, now } = context;
  const [source, telemetry] = [sourceOf(engine), engine.version()];
  const [reach, held] = await Promise.all([reachOf(context), readSwept(source)]);
  if (reach === null) return;
  const plan = await planOf(reach);
  const together = engine.name === 'embedded' ? TOGETHER.files : TOGETHER.azure;
  const hunts = fingerprintOf(plan.compiled);
  let { revision } = held;
  for (const span of dueSpans(reach, held.days, now, { together, hunts, telemetry })) {
    if (context.signal?.aborted) throw new Fault('cancelled', 'The sweep was stopped.');
    const { answers, lacks } = await askSpan(context, plan, span);
    if (sourceOf(engine) !== source) return; // the sample went meanwhile; the next sweep begins with what is there now
    const days = await foldDays(answers);
    revision = await keepSwept(context.principal, { source, revision, span, at: now, lacks, hunts, telemetry, days });
  }
}

/**
 * The times that can be swept; null for none. Of files: from their first event to their last, since nobody knows what was after it. In
 * Azure the whole days of the look-back, as far as events are kept, up to now.
 */
async function reachOf(context: QueryContext): Promise<Window | null> {
  const { engine, now } = context;
  if (engine.name === 'embedded') {
    const tables = await engine.tables(context);
    const from = tables.flatMap(({ firstEvent }) => firstEvent ?? []).sort()[0];
    const last = tables
      .flatMap(({ lastEvent }) => lastEvent ?? [])
      .sort()
      .at(-1);
    if (from === undefined || last === undefined) return null;
    const to = last < now ? last : now;
    return from <= to ? { from, to } : null;
  }
  const kept = ticks(engine.retention) < ticks(LOOKBACK) ? ticks(engine.retention) : ticks(LOOKBACK);
  return { from: nextDay(dayOf(addTicks(now, -kept))), to: addTicks(now, -ticks(SETTLES)) };
}

const ticks = (timespan: string | null) => parseDuration(timespan ?? LOOKBACK) ?? 0n;

/** Asks every table over a span. Throws the Fault of a table that does not answer. */
export async function askSpan(
  context: QueryContext,
  plan: SweepPlan,
  span: Span,
): Promise<{ answers: DailyAnswer[]; lacks: string[] }> {
  const keys = plan.coverage.workspaces.length > 0 ? 'DeviceId, Workspace' : 'DeviceId';
  const asked: Awaited<ReturnType<typeof askTable>>[] = [];
  // One after the other, so that people's questions find a free place among those that may be asked at once.
  for (const sweep of plan.tables) asked.push(await askTable(context, sweep, span, keys));
  const answers = asked.map(({ answer }) => answer);
  return { answers, lacks: [...plan.coverage.notices, ...asked.flatMap(({ partial }) => partial)] };
}

async function askTable(context: QueryContext, sweep: TableSweep, span: Span, keys: string) {
  const result = await queryOver(
    context,
    {
      window: { from: span.from, to: span.to },
      kql: (window) => sweep.asked({ window }, (source) => dailyKql(source, keys, span.settled)),
      inPieces: sweep.inPieces,
    },
    `${sweep.table}: the history`,
  );
  const partial = result.partial.map((why) => `${sweep.table}: ${why}`);
  return { answer: { sweep, rows: await readRows(result, dailyRow) }, partial };
}
