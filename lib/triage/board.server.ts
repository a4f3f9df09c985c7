import 'server-only';
import { LRUCache } from 'lru-cache';
import type { SweepPlan } from '@/lib/catalogue/sweep-plan';
import type { QueryContext } from '@/lib/query/context.server';
import type { Notice } from '@/lib/query/model';
import { Fault, messageOf } from '@/lib/shared/errors';
import { LOOKBACK } from '@/lib/shared/lookback';
import { processWide } from '@/lib/shared/process-wide';
import { SharedRun } from '@/lib/shared/shared-run';
import { addTicks, type Instant, parseDuration } from '@/lib/shared/time';
import { changesSince, changeWords, listedChange, sightingText } from './compare';
import { type HeldVerdicts, heldVerdicts, verdictFor } from './held.server';
import { noVerdict, type Verdict } from './model';
import { type VerdictRow, verdictOfRow } from './row';
import { askTraits, type FoundTraits } from './traits.server';

/** A sighting as a sweep names it. */
export interface Judged {
  toolSlug: string;
  deviceId: string;
  workspaces: readonly string[];
}

/** The verdicts of the sightings of one sweep. */
export interface VerdictBoard {
  /** Two boards of a sweep with the same version say the same. */
  version: string;
  verdictOf: (sighting: Judged) => Verdict;
  notices: Notice[];
}

/** The board of plans without verdicts, and of tests. */
export const emptyBoard: VerdictBoard = { version: '', verdictOf: () => noVerdict, notices: [] };

/** The traits of what was decided among a plan's answer. Asked once for all who see the same answer, and kept as long as that is. */
const traitsOf = processWide('traits', () => new LRUCache<string, SharedRun<FoundTraits>>({ max: 30 }));
/** Boards differ by the minute in which they look at review dates. */
const minuteOf = (now: Instant) => now.slice(0, 16);

/**
 * The verdicts of a sweep’s sightings, and what has changed since each. If the database does not answer, there are no verdicts;
 * if the telemetry does not, there are no changes. A notice says so.
 */
export async function verdictBoard(context: QueryContext, plan: SweepPlan, sightings: readonly Judged[]): Promise<VerdictBoard> {
  const notices: Notice[] = [];
  const held = await heldVerdicts().catch((error: unknown): HeldVerdicts => {
    if (!(error instanceof Fault)) throw error;
    notices.push({ kind: 'partial', message: `Verdicts are not shown: ${error.message}` });
    return { revision: -1, byKey: new Map() };
  });
  const decided = held.byKey.size === 0 ? [] : sightings.flatMap((sighting) => decidedOf(held, sighting));
  const traits = decided.length === 0 ? undefined : await traitsFor(context, plan, decided, notices);
  const verdicts = new Map(decided.map(({ key, row }) => [key, seen(row, traits?.bySighting.get(key), context.now)]));
  const version = `${held.revision} ${traits === undefined ? '' : minuteOf(context.now)} ${notices.length}`;
  return { version, verdictOf: (sighting) => verdicts.get(sightingText(sighting)) ?? undecided(held, sighting), notices };
}

interface Decided {
  key: string;
  row: VerdictRow;
}

function decidedOf(held: HeldVerdicts, sighting: Judged): Decided[] {
  const row = verdictFor(held, sighting);
  return row === undefined || row.value === 'new' ? [] : [{ key: sightingText(sighting), row }];
}

/** Whether nobody has decided a sighting. One that was set back to `new` keeps its owner and history. */
const undecided = (held: HeldVerdicts, sighting: Judged) =>
  held.byKey.size === 0 ? noVerdict : verdictOfRow(verdictFor(held, sighting));

function seen(row: VerdictRow, traits: Parameters<typeof changesSince>[1], now: Instant): Verdict {
  const changes = changesSince(row, traits, now);
  if (changes.length === 0) return verdictOfRow(row);
  return { ...verdictOfRow(row), changedSince: changes.map(changeWords), changes: changes.map(listedChange) };
}

/** Undefined if the telemetry does not answer. */
async function traitsFor(
  context: QueryContext,
  plan: SweepPlan,
  decided: Decided[],
  notices: Notice[],
): Promise<FoundTraits | undefined> {
  const { window } = plan;
  // What a decision knew reaches back 30 days before it. Events before that are no change since.
  const oldest = decided.reduce((at, { row }) => (row.at < at ? row.at : at), window.to);
  const from = addTicks(oldest, -(parseDuration(LOOKBACK) ?? 0n));
  const over = from > window.from ? plan.over({ from: from < window.to ? from : window.to, to: window.to }) : plan;
  const key = JSON.stringify([over.key, decided.map((one) => one.key).sort()]);
  let run = traitsOf.get(key);
  if (run === undefined || run.abandoned) {
    const started = new SharedRun((signal) =>
      askTraits(
        { ...context, signal },
        over,
        decided.map(({ row }) => row),
      ),
    );
    run = started;
    traitsOf.set(key, started);
    const forget = () => traitsOf.get(key) === started && traitsOf.delete(key);
    const keep = () => traitsOf.get(key) === started && traitsOf.set(key, started, { ttl: context.engine.freshFor ?? 0 });
    started.result.then(({ notices }) => (notices.length > 0 ? forget() : keep()), forget);
  }
  try {
    const found = await run.wait(context.signal);
    notices.push(...found.notices);
    return found;
  } catch (error) {
    if (!(error instanceof Fault) || error.kind === 'cancelled' || error.kind === 'unauthenticated') throw error;
    notices.push({ kind: 'partial', message: `Whether decided sightings have changed is not known: ${messageOf(error)}` });
    return undefined;
  }
}
