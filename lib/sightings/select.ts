/** From what a sweep found to what a question asks for: filter, facets, figures, order. Pure. */

import { collectedNames, collectedValues } from '@/lib/catalogue/model';
import { everOf, type HeldHistory, noHistory, reachesBefore } from '@/lib/history/ever';
import { type Confidence, confidences, signalSchema, slugOf } from '@/lib/hunts/model';
import type { Notice } from '@/lib/query/model';
import { DEFAULT_SHIFT } from '@/lib/shared/prefs';
import { atOnce, type Steps, sorting, stepping } from '@/lib/shared/steps';
import { addTicks, type Instant, parseDuration, parseInstant, toTicks } from '@/lib/shared/time';
import type { Window } from '@/lib/shared/window';
import type { Signal } from '@/lib/tables/tables';
import { isUnreviewed, noVerdict, type Verdict, type VerdictWord, verdictWordSchema } from '@/lib/triage/model';
import { bothEvidence, type Evidence, seenByOf } from './evidence';
import { fields, groupings } from './fields';
import { activeTests, type FilterName, filterNames, leavingOut, NOBODY } from './filters';
import { lookbackFrom } from './history';
import { nothingExcluded, type SeenBy, type SightingFacts, type SightingsPage, seenBys } from './model';
import type { SightingsParams } from './params';
import type { SweepPart, SweepResult, SweepSighting } from './sweep-result';

/** A sighting narrowed to the chosen signals, with what is sorted and shown worked out. */
export interface Selected extends SightingFacts {
  firstEver: Instant;
  sighting: SweepSighting;
  parts: SweepPart[];
  /** Whether its parts also hold what exclusions take out. */
  withExcluded: boolean;
  /** Its place in the order of device and tool. It decides between rows that a sort finds equal, so that pages never overlap. */
  place: number;
}

export interface Selection {
  rows: Selected[];
  facets: SightingsPage['facets'];
  leftOut: SightingsPage['leftOut'];
  excluded: SightingsPage['excluded'];
  figures: SightingsPage['figures'];
  newSince: Instant;
}

/** What a selection asks the history. */
export type EverSeen = Pick<HeldHistory, 'onDevice' | 'reach' | 'gaps'>;

/** The verdict of a sighting, as the board of the sweep knows it. */
type VerdictOf = (row: SightingFacts) => Verdict;

/** The instant that a question's `since` means over a window, never before the window. */
export function newSince({ from, to }: Window, since: string): Instant {
  const instant = parseInstant(since) ?? addTicks(to, -(parseDuration(since) ?? parseDuration(DEFAULT_SHIFT) ?? 0n));
  return instant > from ? instant : from;
}

/**
 * Since when a sighting that was last seen before `since` has gone quiet: the equally long time before it, as far as the window
 * reaches. Null where the window begins at `since`.
 */
export function quietFrom({ from, to }: Window, since: Instant): Instant | null {
  if (since <= from) return null;
  const before = addTicks(since, toTicks(since) - toTicks(to));
  return before > from ? before : from;
}

/** Everything of the sweep that the question asks for, ordered. */
export function select(
  sweep: SweepResult,
  params: SightingsParams,
  verdictOf: VerdictOf = () => noVerdict,
  history: EverSeen = noHistory,
): Selection {
  const since = newSince(sweep.window, params.since);
  const { rows, ...counted } = atOnce(filter(atOnce(narrowAll(sweep, params, since, verdictOf, history)), params));
  return { ...counted, rows: atOnce(order(rows, params)), newSince: since };
}

/** The part of a question that narrows each sighting. */
type Narrowing = Pick<SightingsParams, 'signal' | 'excluded'>;

/** Every sighting of a sweep narrowed to some signals (none: all) and to what exclusions leave, those without a part left too. */
export function* narrowAll(
  sweep: SweepResult,
  to: Narrowing,
  since: Instant,
  verdictOf: VerdictOf,
  history: EverSeen = noHistory,
): Steps<Selected[]> {
  const quietSince = quietFrom(sweep.window, since);
  const placed = yield* sorting(
    sweep.sightings,
    (a, b) => compare(a.deviceName, b.deviceName) || compare(a.deviceId, b.deviceId) || compare(a.toolSlug, b.toolSlug),
  );
  const isBeforeKnown = reachesBefore(everOf(history, lookbackFrom(sweep)), sweep.window);
  const rows: Selected[] = [];
  yield* stepping(placed, (sighting, place) => {
    const row = narrow(sighting, to, { since, quietSince }, place, sweep.history);
    row.verdict = verdictOf(row);
    row.firstEver = earliest(row.firstSeen, row.earlier, history.onDevice(row.toolSlug, row.deviceId)?.firstSeen);
    row.isFirst = isBeforeKnown && row.firstEver >= sweep.window.from;
    rows.push(row);
  });
  return rows;
}

/**
 * What the filters leave of `all`, in its order. A facet counts what the filters would leave if those it ignores were not set.
 * One pass: with 100,000 sightings it is the memory that takes its time.
 */
export function* filter(all: Selected[], params: SightingsParams): Steps<Omit<Selection, 'newSince'>> {
  const tests = activeTests(params).map(({ name, test }) => ({ test, bit: bitsOf([name]) }));
  const left = leavingOut(params).map(({ name, value, test }) => ({
    ...{ filter: name, value, test, bit: bitsOf([name]), sightings: 0 },
    deviceName: undefined as string | undefined,
  }));
  const unnamed = new Map(
    left.flatMap((one) => (one.filter === 'device' && one.value !== null ? [[lower(one.value), one]] : [])),
  );
  const [rows, facets, devices, tools] = [[] as Selected[], new Facets(), new Set<string>(), new Set<string>()];
  let [newSightings, firstEver, events, unreviewed, changed, quiet] = [0, 0, 0, 0, 0, 0];
  const excluded = { sightings: 0, events: 0 };
  yield* stepping(all, (row) => {
    let failed = 0;
    for (const { test, bit } of tests) if (!test(row)) failed |= bit;
    if (failed === 0 && row.excluded.events > 0) {
      excluded.events += row.excluded.events;
      if (row.excluded.whole) excluded.sightings += 1;
    }
    const named = failed !== 0 && unnamed.size > 0 ? unnamed.get(lower(row.deviceId)) : undefined;
    if (named && row.deviceName !== '') named.deviceName = row.deviceName;
    if (row.excluded.whole && !params.excluded) return;
    facets.add(row, failed);
    for (const one of left) if (failed === one.bit && one.test(row)) one.sightings += 1;
    if (failed !== 0) return;
    rows.push(row);
    devices.add(row.deviceId);
    tools.add(row.toolSlug);
    if (row.isNew) newSightings += 1;
    if (row.isFirst) firstEver += 1;
    if (isUnreviewed(row.verdict)) unreviewed += 1;
    if (row.verdict.changedSince !== undefined) changed += 1;
    if (row.isQuiet) quiet += 1;
    events += row.count;
  });
  const leftOut = left.map(({ filter, value, sightings, deviceName }) => ({
    ...{ filter, value, sightings },
    ...(deviceName !== undefined && { deviceName }),
  }));
  return {
    rows,
    excluded,
    leftOut,
    facets: facets.list(),
    figures: { devices: devices.size, tools: tools.size, newSightings, firstEver, unreviewed, changed, quiet, events },
  };
}

/** A set of filters in one number. */
const bitsOf = (names: FilterName[]) => names.reduce((bits, name) => bits | (1 << filterNames.indexOf(name)), 0);

/** A notice for each chosen tool that no hunt looks for. `tools` are the slugs that the catalogue knows. */
export function unknownTools({ tool }: SightingsParams, tools: ReadonlySet<string>): Notice[] {
  return tool
    .filter(({ value }) => !tools.has(slugOf(value)))
    .map(({ value }) => ({ kind: 'parameter', message: `No hunt of the catalogue looks for a tool “${value.slice(0, 60)}”.` }));
}

/** A notice for each chosen workspace that does not answer. `workspaces` are the names of those that do. */
export function unknownWorkspaces({ workspace }: SightingsParams, workspaces: string[]): Notice[] {
  const known = new Set(workspaces.map(lower));
  return workspace
    .filter(({ value }) => !known.has(lower(value)))
    .map(({ value }) => ({ kind: 'parameter', message: `No workspace “${value.slice(0, 60)}” is in this answer.` }));
}

function narrow(
  sighting: SweepSighting,
  { signal: signals, excluded: showExcluded }: Narrowing,
  { since, quietSince }: { since: Instant; quietSince: Instant | null },
  place: number,
  history: SweepResult['history'],
): Selected {
  const isAsked = ({ signal }: SweepPart) => signals.length === 0 || signals.includes(signal);
  const [kept, taken] = [sighting.parts.filter(isAsked), sighting.excludedParts.filter(isAsked)];
  const whole = kept.length === 0 && taken.length > 0;
  // A wholly excluded sighting is hidden unless the question asks for it, but it counts with its numbers.
  const parts = taken.length > 0 && (showExcluded || whole) ? together([...kept, ...taken]) : kept;
  const [first] = parts;
  // From all signals, chosen or not: a person who looks at the network only still reads what else saw the tool.
  const evident = showExcluded || whole ? [...sighting.parts, ...sighting.excludedParts] : sighting.parts;
  const evidence = evident.map(({ confidence, binary }): Evidence => ({ confidence, binary })).reduce(bothEvidence, unsure);
  const isOneHunt = evident.some(({ reportIds }) => reportIds !== undefined);
  const { tool, toolSlug, deviceId, deviceName } = sighting;
  const selected: Selected = {
    sighting,
    parts,
    tool,
    toolSlug,
    deviceId,
    deviceName,
    firstSeen: first?.firstSeen ?? '',
    lastSeen: first?.lastSeen ?? '',
    count: 0,
    earlier: null,
    isNew: false,
    isQuiet: false,
    firstEver: '',
    isFirst: false,
    ...evidence,
    seenBy: isOneHunt ? null : seenByOf(evident),
    verdict: noVerdict,
    withExcluded: parts !== kept,
    excluded:
      taken.length === 0
        ? nothingExcluded
        : { events: taken.reduce((sum, { count }) => sum + count, 0), exclusions: Object.keys(sighting.exclusions), whole },
    place,
    ...collectedValues((name) => first?.[name] ?? []),
  };
  for (const part of parts) {
    if (part.firstSeen < selected.firstSeen) selected.firstSeen = part.firstSeen;
    if (part.lastSeen > selected.lastSeen) selected.lastSeen = part.lastSeen;
    selected.count += part.count;
  }
  if (parts.length > 1) {
    for (const name of collectedNames) selected[name] = [...new Set(parts.flatMap((part) => part[name]))].sort();
  }
  // Seen before by any signal, chosen or not, means that the tool was there, so it is not new.
  for (const { earlier } of [...sighting.parts, ...sighting.excludedParts])
    if (earlier !== null && (selected.earlier === null || earlier < selected.earlier)) selected.earlier = earlier;
  selected.isQuiet = quietSince !== null && selected.lastSeen >= quietSince && selected.lastSeen < since;
  // Without events of some signal from before `since`, nobody can tell that the tool was not there.
  const isKnown = parts.some(({ signal }) => (history[signal] ?? '') < since);
  selected.isNew = selected.firstSeen >= since && selected.earlier === null && isKnown;
  return selected;
}

/** The least of the instants that are known. */
function earliest(first: Instant, ...others: (Instant | null | undefined)[]): Instant {
  let at = first;
  for (const other of others) if (other && other < at) at = other;
  return at;
}

/** The evidence of a sighting that nothing saw. */
const unsure: Evidence = { confidence: 'low', binary: null };

/** Joins parts so that there is one for each signal. */
function together(parts: SweepPart[]): SweepPart[] {
  const bySignal = new Map<Signal, SweepPart>();
  for (const part of parts) {
    const other = bySignal.get(part.signal);
    bySignal.set(part.signal, other ? both(other, part) : part);
  }
  return signalSchema.options.flatMap((signal) => bySignal.get(signal) ?? []);
}

function both(a: SweepPart, b: SweepPart): SweepPart {
  const of = (some: string[], others: string[]) => [...new Set([...some, ...others])].sort();
  return {
    signal: a.signal,
    huntIds: of(a.huntIds, b.huntIds),
    firstSeen: a.firstSeen < b.firstSeen ? a.firstSeen : b.firstSeen,
    lastSeen: a.lastSeen > b.lastSeen ? a.lastSeen : b.lastSeen,
    count: a.count + b.count,
    ...bothEvidence(a, b),
    ...collectedValues((name) => of(a[name], b[name])),
    activity: [...a.activity, ...b.activity],
    earlier: a.earlier,
  };
}

const lower = (text: string) => text.toLowerCase();

/** The filters that the facets of tools and signals ignore, and that those of workspaces ignore. */
const besideTools = bitsOf(['tool', 'signal', 'new', 'first']);
const besideWorkspaces = bitsOf(['workspace']);
const besideVerdicts = bitsOf(['verdict']);
const besideOwners = bitsOf(['owner']);
const besideConfidence = bitsOf(['confidence']);
const besideSeenBy = bitsOf(['seenBy']);

function count<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** Counts sightings by what the menus of filters offer. */
class Facets {
  readonly #tools = new Map<string, SightingsPage['facets']['tools'][number]>();
  readonly #signals = new Map<Signal, number>();
  readonly #workspaces = new Map<string, number>();
  readonly #verdicts = new Map<VerdictWord, number>();
  readonly #owners = new Map<string, number>();
  readonly #confidences = new Map<Confidence, number>();
  readonly #seenBys = new Map<SeenBy, number>();

  /** `failed`: the filters that the row does not pass. */
  add({ sighting, parts: shown, withExcluded, workspaces, verdict, confidence, seenBy }: Selected, failed: number): void {
    const { tool, toolSlug } = sighting;
    if ((failed & ~besideWorkspaces) === 0) for (const name of workspaces) count(this.#workspaces, name);
    if ((failed & ~besideVerdicts) === 0) {
      count(this.#verdicts, verdict.value);
      if (verdict.changedSince !== undefined) count(this.#verdicts, 'changed');
    }
    if ((failed & ~besideOwners) === 0) count(this.#owners, verdict.owner ?? NOBODY);
    if ((failed & ~besideConfidence) === 0) count(this.#confidences, confidence);
    if (seenBy !== null && (failed & ~besideSeenBy) === 0) count(this.#seenBys, seenBy);
    if ((failed & ~besideTools) !== 0) return;
    const entry = this.#tools.get(toolSlug);
    if (entry) entry.sightings += 1;
    else this.#tools.set(toolSlug, { tool, slug: toolSlug, sightings: 1 });
    for (const { signal } of withExcluded ? shown : sighting.parts) count(this.#signals, signal);
  }

  /** Tools with most sightings first; every signal and verdict, in its own order; workspaces and owners by name. */
  list(): SightingsPage['facets'] {
    return {
      tools: [...this.#tools.values()].sort((a, b) => b.sightings - a.sightings || compare(a.tool, b.tool)),
      signals: signalSchema.options.map((signal) => ({ signal, sightings: this.#signals.get(signal) ?? 0 })),
      workspaces: [...this.#workspaces]
        .map(([workspace, sightings]) => ({ workspace, sightings }))
        .sort((a, b) => compare(a.workspace, b.workspace)),
      verdicts: verdictWordSchema.options.map((verdict) => ({ verdict, sightings: this.#verdicts.get(verdict) ?? 0 })),
      confidences: confidences.map((confidence) => ({ confidence, sightings: this.#confidences.get(confidence) ?? 0 })),
      seenBys: seenBys.map((seenBy) => ({ seenBy, sightings: this.#seenBys.get(seenBy) ?? 0 })),
      owners: [...this.#owners].map(([owner, sightings]) => ({ owner, sightings })).sort((a, b) => compare(a.owner, b.owner)),
    };
  }
}

const compare = <T extends string | number>(a: T, b: T) => (a < b ? -1 : a > b ? 1 : 0);

/** The groups of ordered rows, in their order. */
export function groupsOf(rows: Selected[], group: SightingsParams['group']): SightingsPage['groups'] {
  if (group === null) return [];
  const counts = new Map<string, number>();
  for (const row of rows) count(counts, groupings[group].of(row));
  return [...counts].map(([key, sightings]) => ({ key, sightings }));
}

/** Ordered by group and key, then by place. */
export function* order(
  rows: Selected[],
  { sort: { key, descending }, group }: Pick<SightingsParams, 'sort' | 'group'>,
): Steps<Selected[]> {
  const sign = descending ? -1 : 1;
  const { sort } = fields[key];
  const groupOf = group === null ? () => 0 : groupings[group].order;
  const valued = rows.map((row) => ({ row, group: groupOf(row), value: sort.value(row) }));
  const ordered = yield* sorting(
    valued,
    (a, b) => compare(a.group, b.group) || sign * compare(a.value, b.value) || a.row.place - b.row.place,
  );
  return ordered.map(({ row }) => row);
}
