import 'server-only';
import { LRUCache } from 'lru-cache';
import { axisOf } from '@/lib/catalogue/axis';
import { type CompiledCatalogue, compiledCatalogue } from '@/lib/catalogue/compiled.server';
import type { CompiledHunt } from '@/lib/catalogue/sweep-plan';
import type { QueryContext } from '@/lib/query/context.server';
import type { Notice } from '@/lib/query/model';
import { SharedRun } from '@/lib/query/shared-run';
import { Fault } from '@/lib/shared/errors';
import { processWide } from '@/lib/shared/process-wide';
import { addTicks, type Instant, parseDuration } from '@/lib/shared/time';
import { resolveWindow, type Window, type WindowChoice } from '@/lib/shared/window';
import { runSingleHunt } from './single-hunt.server';
import { runSweep } from './sweep.server';
import type { SweepResult } from './sweep-result';

/** How long “the last 5 days” stays the same window: one run serves everyone who asks within it. */
const ROLLING = '30s';
/** How long an answer that lacks something is kept, in ms: long enough for its pages and figures, not for the next look. */
const INCOMPLETE_MS = 10_000;
/** Sightings kept in memory over all cached sweeps. */
const MAX_SIGHTINGS = 400_000;
/** An empty one weighs something too. */
const MAX_SWEEPS = 500;

const { sweeps, rolling } = processWide('sweeps', () => ({
  sweeps: new LRUCache<string, SharedRun<SweepResult>>({ maxSize: MAX_SIGHTINGS, max: MAX_SWEEPS }),
  rolling: new LRUCache<string, { window: Window; at: Instant }>({ max: 200 }),
}));

/**
 * The answer to a question over a window, run once for all who ask it with the same rights. `huntId` asks that hunt's own
 * text alone.
 */
export async function cachedSweep(
  ask: QueryContext,
  choice: WindowChoice,
  huntId: string | null,
): Promise<{ sweep: SweepResult; book: CompiledCatalogue }> {
  const { engine, identity, signal } = ask;
  const book = await compiledCatalogue(engine);
  const version = engine.version();
  const { window, at } = settle(choice, version, ask.now);
  const hunt = huntId === null ? null : findHunt(book, huntId);
  if (hunt === undefined) return { sweep: noSuchHunt(ask, huntId ?? '', window), book };
  const key = JSON.stringify([engine.name, identity.scope, version, book.revision, hunt?.hunt.id, window.from, window.to]);
  let run = sweeps.get(key);
  if (run === undefined || run.abandoned) {
    const started = new SharedRun((abort) => {
      const shared = { ...ask, now: at, signal: abort };
      return hunt === null ? runSweep(shared, book, window) : runSingleHunt(shared, hunt, window);
    });
    run = started;
    sweeps.set(key, started, { size: 1 });
    const keep = (sweep: SweepResult) => ({
      size: 1 + sweep.sightings.length,
      ttl: sweep.complete ? (engine.freshFor ?? 0) : INCOMPLETE_MS,
    });
    started.result.then(
      (sweep) => sweeps.get(key) === started && sweeps.set(key, started, keep(sweep)),
      () => sweeps.get(key) === started && sweeps.delete(key), // a fault is told to those who waited; the next one asks anew
    );
  }
  return { sweep: await run.wait(signal), book };
}

/** The window a choice means, held for a little while when it is a rolling one. */
function settle(choice: WindowChoice, version: string, at: Instant): { window: Window; at: Instant } {
  if ('from' in choice) return { window: choice, at };
  const key = `${version} ${choice.last}`;
  const held = rolling.get(key);
  if (held && held.at <= at && at < addTicks(held.at, parseDuration(ROLLING) ?? 0n)) return held;
  const settled = { window: resolveWindow(choice, at), at };
  rolling.set(key, settled);
  return settled;
}

/** The hunt of an id in any case; undefined for an unknown one, a Fault for one that cannot be asked. */
function findHunt(book: CompiledCatalogue, huntId: string): CompiledHunt | undefined {
  const id = huntId.toLowerCase();
  const refused = book.refused.find((entry) => entry.hunt.id.toLowerCase() === id);
  if (refused) throw new Fault('bad-input', `“${refused.hunt.name}” cannot be asked: ${refused.fault}`);
  return book.askable.find((entry) => entry.hunt.id.toLowerCase() === id);
}

function noSuchHunt({ engine, now }: QueryContext, huntId: string, window: Window): SweepResult {
  const notices: Notice[] = [{ kind: 'parameter', message: `The catalogue has no hunt ${huntId.slice(0, 60)}.` }];
  return { engine: engine.name, window, asOf: now, axis: axisOf(window), sightings: [], notices, complete: true };
}
