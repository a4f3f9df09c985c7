import 'server-only';
import { LRUCache } from 'lru-cache';
import { Fault } from '@/lib/shared/errors';
import { processWide } from '@/lib/shared/process-wide';
import { addTicks, type Instant, parseDuration } from '@/lib/shared/time';
import { resolveWindow, type Window, type WindowChoice } from '@/lib/shared/window';
import type { Ask } from './ask.server';
import { axisOf } from './axis';
import { type Huntbook, huntbook } from './huntbook.server';
import type { Notice } from './model';
import { runOwnText } from './own-text.server';
import type { AskableHunt } from './plan';
import { SharedRun } from './shared-run';
import { runSweep } from './sweep.server';
import type { Sweep } from './swept';

/** How long “the last 5 days” stays the same window: one run serves everyone who asks within it. */
const ROLLING = '30s';
/** How long an answer that lacks something is kept, in ms: long enough for its pages and figures, not for the next look. */
const INCOMPLETE_MS = 10_000;
/** Sightings kept in memory over all cached sweeps. */
const MAX_SIGHTINGS = 400_000;
/** An empty one weighs something too. */
const MAX_SWEEPS = 500;

const { sweeps, rolling } = processWide('sweeps', () => ({
  sweeps: new LRUCache<string, SharedRun<Sweep>>({ maxSize: MAX_SIGHTINGS, max: MAX_SWEEPS }),
  rolling: new LRUCache<string, { window: Window; at: Instant }>({ max: 200 }),
}));

/**
 * The answer to a question over a window, run once for all who ask it with the same rights. `huntId` asks that hunt's own
 * text alone.
 */
export async function askedSweep(
  ask: Ask,
  choice: WindowChoice,
  huntId: string | null,
): Promise<{ sweep: Sweep; book: Huntbook }> {
  const { engine, identity, signal } = ask;
  const book = await huntbook(engine);
  const version = engine.version();
  const { window, at } = settle(choice, version, ask.now);
  const hunt = huntId === null ? null : findHunt(book, huntId);
  if (hunt === undefined) return { sweep: noSuchHunt(ask, huntId ?? '', window), book };
  const key = JSON.stringify([engine.name, identity.scope, version, book.revision, hunt?.hunt.id, window.from, window.to]);
  let run = sweeps.get(key);
  if (run === undefined || run.abandoned) {
    const started = new SharedRun((abort) => {
      const shared = { ...ask, now: at, signal: abort };
      return hunt === null ? runSweep(shared, book, window) : runOwnText(shared, hunt, window);
    });
    run = started;
    sweeps.set(key, started, { size: 1 });
    const keep = (sweep: Sweep) => ({
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
function findHunt(book: Huntbook, huntId: string): AskableHunt | undefined {
  const id = huntId.toLowerCase();
  const refused = book.refused.find((entry) => entry.hunt.id.toLowerCase() === id);
  if (refused) throw new Fault('bad-input', `“${refused.hunt.name}” cannot be asked: ${refused.fault}`);
  return book.askable.find((entry) => entry.hunt.id.toLowerCase() === id);
}

function noSuchHunt({ engine, now }: Ask, huntId: string, window: Window): Sweep {
  const notices: Notice[] = [{ kind: 'parameter', message: `The catalogue has no hunt ${huntId.slice(0, 60)}.` }];
  return { engine: engine.name, window, asOf: now, axis: axisOf(window), sightings: [], notices, complete: true };
}
