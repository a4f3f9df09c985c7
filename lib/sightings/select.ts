/** From what a sweep found to what a question asks for: filter, facets, figures, order. Pure. */

import { signalSchema, slugOf } from '@/lib/hunts/model';
import type { Notice } from '@/lib/query/model';
import { DEFAULT_SHIFT } from '@/lib/shared/prefs';
import { addTicks, type Instant, parseDuration } from '@/lib/shared/time';
import type { Window } from '@/lib/shared/window';
import type { Signal } from '@/lib/tables/tables';
import type { SightingsPage } from './model';
import type { Choice, SightingsParams, SortKey } from './params';
import type { SweepPart, SweepResult, SweepSighting } from './sweep-result';

/** A sighting narrowed to the chosen signals, with what is sorted and shown worked out. */
export interface Selected {
  sighting: SweepSighting;
  parts: SweepPart[];
  firstSeen: Instant;
  lastSeen: Instant;
  count: number;
  accounts: string[];
  workspaces: string[];
  isNew: boolean;
  /** Its place by device and tool: the order of those that a sort finds equal, so that pages never overlap. */
  place: number;
}

export interface Selection {
  rows: Selected[];
  facets: SightingsPage['facets'];
  figures: SightingsPage['figures'];
  newSince: Instant;
}

/** Since when a sighting counts as new: a shift's length before the window's end, and not before the window. */
export function newSince(window: Window, shift: string): Instant {
  const since = addTicks(window.to, -(parseDuration(shift) ?? parseDuration(DEFAULT_SHIFT) ?? 0n));
  return since > window.from ? since : window.from;
}

/** Everything of the sweep that the question asks for, ordered. */
export function select(sweep: SweepResult, params: SightingsParams, shift: string): Selection {
  const since = newSince(sweep.window, params.new ?? shift);
  const { rows, ...counted } = filter(narrowAll(sweep, params.signal, since), params);
  return { ...counted, rows: order(rows, params.sort), newSince: since };
}

/** Every sighting of a sweep narrowed to some signals (none: all), those without a part left too. */
export function narrowAll(sweep: SweepResult, signals: Signal[], since: Instant): Selected[] {
  return [...sweep.sightings]
    .sort((a, b) => compare(a.deviceName, b.deviceName) || compare(a.deviceId, b.deviceId) || compare(a.toolSlug, b.toolSlug))
    .map((sighting, place) => narrow(sighting, signals, since, place));
}

/**
 * What the filters leave of `all`, in its order. Facets count what they would leave if tool and signal were not chosen; those of
 * workspaces, if no workspace was.
 * One pass: with 100,000 sightings it is the memory that takes its time.
 */
export function filter(all: Selected[], params: SightingsParams): Omit<Selection, 'newSince'> {
  const found = otherFilters(params);
  const chosen = choiceTest(params.tool, slugOf);
  const there = choiceTest(params.workspace, lower);
  const [rows, facets, devices, tools] = [[] as Selected[], new Facets(), new Set<string>(), new Set<string>()];
  let [newSightings, events] = [0, 0];
  for (const row of all) {
    if (!found(row)) continue;
    const { deviceId, toolSlug } = row.sighting;
    const isChosen = row.parts.length > 0 && chosen([toolSlug]) && (params.new === null || row.isNew);
    const isThere = there(row.workspaces);
    if (isChosen) facets.addWorkspaces(row);
    if (isThere) facets.add(row.sighting);
    if (!isChosen || !isThere) continue;
    rows.push(row);
    devices.add(deviceId);
    tools.add(toolSlug);
    if (row.isNew) newSightings += 1;
    events += row.count;
  }
  return { rows, facets: facets.list(), figures: { devices: devices.size, tools: tools.size, newSightings, events } };
}

/** A word on each chosen tool that no hunt looks for. `tools` are the slugs that the catalogue knows. */
export function unknownTools({ tool }: SightingsParams, tools: ReadonlySet<string>): Notice[] {
  return tool
    .filter(({ value }) => !tools.has(slugOf(value)))
    .map(({ value }) => ({ kind: 'parameter', message: `No hunt of the catalogue looks for a tool “${value.slice(0, 60)}”.` }));
}

/** A word on each chosen workspace that does not answer. `workspaces` are the names of those that do. */
export function unknownWorkspaces({ workspace }: SightingsParams, workspaces: string[]): Notice[] {
  const known = new Set(workspaces.map(lower));
  return workspace
    .filter(({ value }) => !known.has(lower(value)))
    .map(({ value }) => ({ kind: 'parameter', message: `No workspace “${value.slice(0, 60)}” is in this answer.` }));
}

function narrow(sighting: SweepSighting, signals: Signal[], since: Instant, place: number): Selected {
  const parts = signals.length === 0 ? sighting.parts : sighting.parts.filter((p) => signals.includes(p.signal));
  const [first] = parts;
  const selected: Selected = {
    sighting,
    parts,
    firstSeen: first?.firstSeen ?? '',
    lastSeen: first?.lastSeen ?? '',
    count: 0,
    accounts: first?.accounts ?? [],
    workspaces: first?.workspaces ?? [],
    isNew: false,
    place,
  };
  for (const part of parts) {
    if (part.firstSeen < selected.firstSeen) selected.firstSeen = part.firstSeen;
    if (part.lastSeen > selected.lastSeen) selected.lastSeen = part.lastSeen;
    selected.count += part.count;
  }
  if (parts.length > 1) {
    selected.accounts = [...new Set(parts.flatMap((p) => p.accounts))].sort();
    selected.workspaces = [...new Set(parts.flatMap((p) => p.workspaces))].sort();
  }
  // Seen before by any signal, chosen or not: the tool was there, so it is not new.
  selected.isNew = selected.firstSeen >= since && !sighting.parts.some((p) => p.seenBefore);
  return selected;
}

/** A test of a filter's choices: any of those to keep (where there are some), none of those to leave out. */
export function choiceTest(choices: Choice[], normal: (text: string) => string): (values: string[]) => boolean {
  if (choices.length === 0) return () => true;
  const keep = new Set(choices.filter((c) => !c.not).map((c) => normal(c.value)));
  const leave = new Set(choices.filter((c) => c.not).map((c) => normal(c.value)));
  return (values) => (keep.size === 0 || values.some((v) => keep.has(normal(v)))) && !values.some((v) => leave.has(normal(v)));
}

const lower = (text: string) => text.toLowerCase();

/** A test by the filters besides tool, signal and workspace. */
function otherFilters(params: SightingsParams): (selected: Selected) => boolean {
  // Verdicts are not kept yet: every sighting is unreviewed.
  if (params.verdict.length > 0 && !params.verdict.includes('unreviewed')) return () => false;
  const device = choiceTest(params.device, lower);
  const account = choiceTest(params.account, lower);
  const words = lower(params.q)
    .split(/\s+/)
    .filter((word) => word !== '');
  return ({ sighting, accounts }) => {
    if (!device([sighting.deviceId, sighting.deviceName]) || !account(accounts)) return false;
    if (words.length === 0) return true;
    const text = lower(`${sighting.tool}\n${sighting.deviceName}\n${sighting.deviceId}\n${accounts.join('\n')}`);
    return words.every((word) => text.includes(word));
  };
}

/** Counts sightings by tool, by signal and by workspace. */
class Facets {
  readonly #tools = new Map<string, SightingsPage['facets']['tools'][number]>();
  readonly #signals = new Map<Signal, number>();
  readonly #workspaces = new Map<string, number>();

  addWorkspaces({ workspaces }: Selected): void {
    for (const name of workspaces) this.#workspaces.set(name, (this.#workspaces.get(name) ?? 0) + 1);
  }

  add({ tool, toolSlug, parts }: SweepSighting): void {
    const entry = this.#tools.get(toolSlug);
    if (entry) entry.sightings += 1;
    else this.#tools.set(toolSlug, { tool, slug: toolSlug, sightings: 1 });
    for (const { signal } of parts) this.#signals.set(signal, (this.#signals.get(signal) ?? 0) + 1);
  }

  /** Tools with most sightings first; every signal, in its own order; workspaces by name. */
  list(): SightingsPage['facets'] {
    return {
      tools: [...this.#tools.values()].sort((a, b) => b.sightings - a.sightings || compare(a.tool, b.tool)),
      signals: signalSchema.options.map((signal) => ({ signal, sightings: this.#signals.get(signal) ?? 0 })),
      workspaces: [...this.#workspaces]
        .map(([workspace, sightings]) => ({ workspace, sightings }))
        .sort((a, b) => compare(a.workspace, b.workspace)),
    };
  }
}

const compare = <T extends string | number>(a: T, b: T) => (a < b ? -1 : a > b ? 1 : 0);

const sortValue: Record<SortKey, (s: Selected) => string | number> = {
  tool: (s) => s.sighting.toolSlug,
  device: (s) => lower(s.sighting.deviceName),
  firstSeen: (s) => s.firstSeen,
  lastSeen: (s) => s.lastSeen,
  count: (s) => s.count,
  accounts: (s) => lower(s.accounts[0] ?? ''),
};

/** Ordered by the key, then by place. */
export function order(rows: Selected[], { key, descending }: SightingsParams['sort']): Selected[] {
  const sign = descending ? -1 : 1;
  return rows
    .map((row) => ({ row, value: sortValue[key](row) }))
    .sort((a, b) => sign * compare(a.value, b.value) || a.row.place - b.row.place)
    .map(({ row }) => row);
}
