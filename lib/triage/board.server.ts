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
import { inSlices } from '@/lib/shared/turns';
import { changesSince, changeWords, listedChange, sightingText } from './compare';
import { type HeldVerdicts, heldVerdicts, verdictFor } from './held.server';
import { noVerdict, type Verdict } from './model';
import { type VerdictRow, verdictOfRow } from './row';
import { askTraits, type FoundTraits } from './traits.server';

/** A sighting as answers name it. */
interface Judged {
  toolSlug: string;
  deviceId: string;
  workspaces: readonly string[];
}

/** A sighting as a sweep holds it, with the workspaces of each signal. */
export interface Swept {
  toolSlug: string;
  deviceId: string;
  parts: readonly { workspaces: readonly string[] }[];
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
 * Without a plan the telemetry is not asked what has changed.
 * What is worked out is kept as long as the list of sightings is, because there may be 100,000 of them.
 */
export async function verdictBoard(
  context: QueryContext,
  plan: SweepPlan | null,
  sightings: readonly Swept[],
): Promise<VerdictBoard> {
  const notices: Notice[] = [];
  const held = await heldVerdicts().catch((error: unknown): HeldVerdicts => {
    if (!(error instanceof Fault)) throw error;
    notices.push({ kind: 'partial', message: `Verdicts are not shown: ${error.message}` });
    return { revision: -1, byKey: new Map() };
  });
  const decided = await decidedAmong(held, sightings);
  const traits = plan === null || decided.rows.size === 0 ? undefined : await traitsFor(context, plan, decided, notices);
  const minute = traits === undefined ? '' : minuteOf(context.now);
  const verdicts = await verdictsOf(decided, traits, context.now);
  const version = `${held.revision} ${minute} ${notices.length}`;
  return { version, verdictOf: (sighting) => verdicts.get(sightingText(sighting)) ?? undecided(held, sighting), notices };
}

/** What was decided among the sightings of a sweep. */
interface Decided {
  /** By `sightingText`. */
  rows: ReadonlyMap<string, VerdictRow>;
  /** A text that names these sightings. */
  key: string;
  /** The verdicts that were worked out last, and what they were worked out from. */
  told?: { traits: FoundTraits | undefined; minute: string; verdicts: Promise<ReadonlyMap<string, Verdict>> };
}

const nothingDecided: ReadonlyMap<string, Verdict> = new Map();
const decidedOf = processWide(
  'decided',
  () => new WeakMap<readonly Swept[], { held: HeldVerdicts; decided: Promise<Decided> }>(),
);

function decidedAmong(held: HeldVerdicts, sightings: readonly Swept[]): Promise<Decided> {
  const known = decidedOf.get(sightings);
  if (known?.held === held) return known.decided;
  const decided = findDecided(held, sightings);
  decidedOf.set(sightings, { held, decided });
  return decided;
}

async function findDecided(held: HeldVerdicts, sightings: readonly Swept[]): Promise<Decided> {
  const rows = new Map<string, VerdictRow>();
  if (held.byKey.size > 0)
    await inSlices(sightings, ({ toolSlug, deviceId, parts }) => {
      const row = verdictFor(held, { toolSlug, deviceId, workspaces: parts.flatMap(({ workspaces }) => workspaces) });
      if (row !== undefined && row.value !== 'new') rows.set(sightingText({ toolSlug, deviceId }), row);
    });
  return { rows, key: JSON.stringify([...rows.keys()].sort()) };
}

/** The verdicts by `sightingText`, with review dates compared to the minute of `now`. */
function verdictsOf(decided: Decided, traits: FoundTraits | undefined, now: Instant): Promise<ReadonlyMap<string, Verdict>> {
  if (decided.rows.size === 0) return Promise.resolve(nothingDecided);
  const minute = minuteOf(now);
  const { told } = decided;
  if (told && told.traits === traits && told.minute === minute) return told.verdicts;
  const verdicts = compared(decided, traits, now);
  decided.told = { traits, minute, verdicts };
  return verdicts;
}

async function compared({ rows }: Decided, traits: FoundTraits | undefined, now: Instant): Promise<ReadonlyMap<string, Verdict>> {
  const verdicts = new Map<string, Verdict>();
  await inSlices(rows, ([key, row]) => verdicts.set(key, seen(row, traits?.bySighting.get(key), now)));
  return verdicts;
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
  decided: Decided,
  notices: Notice[],
): Promise<FoundTraits | undefined> {
  const { window } = plan;
  // What a decision knew reaches back 30 days before it. Events before that are no change since.
  const rows = [...decided.rows.values()];
  const oldest = rows.reduce((at, row) => (row.at < at ? row.at : at), window.to);
  const from = addTicks(oldest, -(parseDuration(LOOKBACK) ?? 0n));
  const over = from > window.from ? plan.over({ from: from < window.to ? from : window.to, to: window.to }) : plan;
  const key = `${over.key} ${decided.key}`;
  let run = traitsOf.get(key);
  if (run === undefined || run.abandoned) {
    const started = new SharedRun((signal) => askTraits({ ...context, signal }, over, rows));
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
