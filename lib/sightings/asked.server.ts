import 'server-only';
import { LRUCache } from 'lru-cache';
import { currentEngine } from '@/lib/engines/current.server';
import type { Engine } from '@/lib/engines/engine';
import { now } from '@/lib/shared/clock';
import { Fault } from '@/lib/shared/errors';
import { processWide } from '@/lib/shared/process-wide';
import { addTicks, type Instant, parseDuration } from '@/lib/shared/time';
import { resolveWindow, type Window, type WindowChoice } from '@/lib/shared/window';
import { axisOf } from './axis';
import { type Huntbook, huntbook } from './huntbook.server';
import type { Notice } from './model';
import { runOwnText } from './own-text.server';
import { SharedRun } from './shared-run';
import { type AskOptions, runSweep } from './sweep.server';
import type { Sweep } from './swept';

/** How long “the last 5 days” stays the same window: one run serves everyone who asks within it. */
const ROLLING = '30s';
/** Sightings kept in memory over all cached sweeps. */
const MAX_SIGHTINGS = 400_000;

const { sweeps, rolling } = processWide('sweeps', () => ({
  sweeps: new LRUCache<string, SharedRun<Sweep>>({ maxSize: MAX_SIGHTINGS }),
  rolling: new LRUCache<string, { window: Window; at: Instant }>({ max: 200 }),
}));

/** The answer to a question over a window, run once for all who ask it. `huntId` asks that hunt's own text alone. */
export async function askedSweep(
  choice: WindowChoice,
  huntId: string | null,
  signal?: AbortSignal,
): Promise<{ sweep: Sweep; book: Huntbook }> {
  const engine = currentEngine();
  const book = await huntbook();
  const version = engine.version();
  const { window, at } = settle(choice, version);
  const key = JSON.stringify([engine.name, version, book.revision, huntId, window.from, window.to]);
  let run = sweeps.get(key);
  if (run === undefined || run.abandoned) {
    const started = new SharedRun((abort) => {
      const options = { now: at, signal: abort };
      return huntId === null ? runSweep(engine, book, window, options) : runHunt(engine, book, huntId, window, options);
    });
    run = started;
    sweeps.set(key, started, { size: 1 });
    started.result.then(
      (sweep) => sweeps.get(key) === started && sweeps.set(key, started, { size: 1 + sweep.sightings.length }),
      () => sweeps.get(key) === started && sweeps.delete(key), // a fault is told to those who waited; the next one asks anew
    );
  }
  return { sweep: await run.wait(signal), book };
}

/** The window a choice means, held for a little while when it is a rolling one. */
function settle(choice: WindowChoice, version: string): { window: Window; at: Instant } {
  if ('from' in choice) return { window: choice, at: now() };
  const key = `${version} ${choice.last}`;
  const at = now();
  const held = rolling.get(key);
  if (held && held.at <= at && at < addTicks(held.at, parseDuration(ROLLING) ?? 0n)) return held;
  const settled = { window: resolveWindow(choice, at), at };
  rolling.set(key, settled);
  return settled;
}

function runHunt(engine: Engine, book: Huntbook, huntId: string, window: Window, options: AskOptions): Promise<Sweep> {
  const id = huntId.toLowerCase();
  const hunt = book.askable.find((entry) => entry.hunt.id.toLowerCase() === id);
  if (hunt) return runOwnText(engine, hunt, window, options);
  const refused = book.refused.find((entry) => entry.hunt.id.toLowerCase() === id);
  if (refused) throw new Fault('bad-input', `“${refused.hunt.name}” cannot be asked: ${refused.fault}`);
  const notices: Notice[] = [{ kind: 'parameter', message: `The catalogue has no hunt ${huntId.slice(0, 60)}.` }];
  return Promise.resolve({ engine: engine.name, window, asOf: options.now, axis: axisOf(window), sightings: [], notices });
}
