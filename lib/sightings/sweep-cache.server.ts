import 'server-only';
import { LRUCache } from 'lru-cache';
import { type CompiledHunt, findHunt, findRefused, unknownHunt } from '@/lib/catalogue/compiled';
import { planSweep } from '@/lib/catalogue/plan.server';
import type { SweepPlan } from '@/lib/catalogue/sweep-plan';
import type { QueryContext } from '@/lib/query/context.server';
import { Fault } from '@/lib/shared/errors';
import { processWide } from '@/lib/shared/process-wide';
import { SharedRun } from '@/lib/shared/shared-run';
import { addTicks, type Instant, parseDuration } from '@/lib/shared/time';
import { resolveWindow, type Window, type WindowChoice } from '@/lib/shared/window';
import { runSingleHunt } from './single-hunt.server';
import { runSweep } from './sweep.server';
import type { SweepResult } from './sweep-result';

/** How long “the last 5 days” stays the same window: one run serves everyone who asks within it. */
const ROLLING = '30s';
/** How long an incomplete answer is kept, in ms: long enough for its pages and figures, so that the next look asks again. */
const INCOMPLETE_MS = 10_000;
/** Sightings kept in memory over all cached sweeps. */
const MAX_SIGHTINGS = 400_000;
/** Empty sweeps take memory too. */
const MAX_SWEEPS = 500;

const { sweeps, rolling } = processWide('sweeps', () => ({
  sweeps: new LRUCache<string, SharedRun<SweepResult>>({ maxSize: MAX_SIGHTINGS, max: MAX_SWEEPS }),
  rolling: new LRUCache<string, { window: Window; at: Instant }>({ max: 200 }),
}));

/** The answers of the kept runs that have ended, with whose rights each was asked. */
const answers = processWide('sweep answers', () => new WeakMap<SharedRun<SweepResult>, { scope: string; sweep: SweepResult }>());

/**
 * The answer to a question over a window, and the plan of this request. The sweep runs once for everybody who asks it with the
 * same rights. With `huntId` only that hunt is asked, by its own text.
 */
export async function cachedSweep(
  context: QueryContext,
  choice: WindowChoice,
  huntId: string | null,
): Promise<{ sweep: SweepResult; plan: SweepPlan }> {
  const { engine, signal } = context;
  const { window, at } = settle(choice, engine.version(), context.now);
  const plan = await planSweep(context, window);
  const hunt = huntId === null ? null : huntToAsk(plan, huntId);
  if (hunt === undefined) return { sweep: noSuchHunt(context, plan, huntId ?? ''), plan };
  const key = `${plan.key} ${hunt?.hunt.id ?? ''}`;
  let run = sweeps.get(key);
  if (run === undefined || run.abandoned) {
    const started = new SharedRun((abort) => {
      const shared = { ...context, now: at, signal: abort };
      return hunt === null ? runSweep(shared, plan) : runSingleHunt(shared, plan, hunt);
    });
    run = started;
    sweeps.set(key, started, { size: 1 });
    const keep = (sweep: SweepResult) => ({
      size: 1 + sweep.sightings.length,
      ttl: sweep.complete ? (engine.freshFor ?? 0) : INCOMPLETE_MS,
    });
    started.result.then(
      (sweep) => {
        answers.set(started, { scope: context.identity.scope, sweep });
        if (sweeps.get(key) === started) sweeps.set(key, started, keep(sweep));
      },
      () => sweeps.get(key) === started && sweeps.delete(key), // those who waited are told the fault; the next one asks anew
    );
  }
  return { sweep: await run.wait(signal), plan };
}

/** The kept answers that were asked with the rights of an identity scope. */
export function keptSweeps(scope: string): SweepResult[] {
  return [...sweeps.values()].flatMap((run) => {
    const answer = answers.get(run);
    return answer?.scope === scope ? [answer.sweep] : [];
  });
}

/** The window that a choice means. A rolling one stays the same for `ROLLING`. */
function settle(choice: WindowChoice, version: string, at: Instant): { window: Window; at: Instant } {
  if ('from' in choice) return { window: choice, at };
  const key = `${version} ${choice.last}`;
  const held = rolling.get(key);
  if (held && held.at <= at && at < addTicks(held.at, parseDuration(ROLLING) ?? 0n)) return held;
  const settled = { window: resolveWindow(choice, at), at };
  rolling.set(key, settled);
  return settled;
}

/** The hunt of an id; undefined for an unknown one, a Fault for one that cannot be asked. */
function huntToAsk({ compiled }: SweepPlan, huntId: string): CompiledHunt | undefined {
  const refused = findRefused(compiled, huntId);
  if (refused) throw new Fault('bad-input', `“${refused.hunt.name}” cannot be asked: ${refused.fault}`);
  return findHunt(compiled, huntId);
}

function noSuchHunt({ engine, now }: QueryContext, { window, axis }: SweepPlan, huntId: string): SweepResult {
  return {
    engine: engine.name,
    window,
    asOf: now,
    axis,
    sightings: [],
    history: {},
    notices: [unknownHunt(huntId)],
    complete: true,
  };
}
