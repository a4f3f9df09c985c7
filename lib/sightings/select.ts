/** From what a sweep found to what a question asks for: filter, facets, figures, order. Pure. */
import { type Signal, signalSchema, slugOf } from '@/lib/hunts/model';
import { addTicks, type Instant, parseDuration } from '@/lib/shared/time';
import type { Window } from '@/lib/shared/window';
import type { Notice, SightingsPage } from './model';
import { type Choice, DEFAULT_SHIFT, type SightingsParams, type SortKey } from './params';
import type { Sweep, SweptPart, SweptSighting } from './swept';

/** A sighting narrowed to the chosen signals, with what is sorted and shown worked out. */
export interface Selected {
  sighting: SweptSighting;
  parts: SweptPart[];
  firstSeen: Instant;
  lastSeen: Instant;
  count: number;
  accounts: string[];
  isNew: boolean;
}

export interface Selection {
  rows: Selected[];
  facets: SightingsPage['facets'];
  figures: SightingsPage['figures'];
  newSince: Instant;
  notices: Notice[];
}

/** Since when a sighting counts as new: a shift's length before the window's end, and not before the window. */
function newSince(window: Window, shift: string): Instant {
  const since = addTicks(window.to, -(parseDuration(shift) ?? parseDuration(DEFAULT_SHIFT) ?? 0n));
  return since > window.from ? since : window.from;
}

/** Everything of the sweep that the question asks for, ordered. `tools` are the slugs that the catalogue knows. */
export function select(sweep: Sweep, params: SightingsParams, shift: string, tools: ReadonlySet<string>): Selection {
  const since = newSince(sweep.window, params.new ?? shift);
  const anyTool = sweep.sightings.map((s) => narrow(s, [], since)).filter(otherFilters(params));
  const chosen = choiceTest(params.tool, slugOf);
  const rows = anyTool
    .map((s) => (params.signal.length > 0 ? narrow(s.sighting, params.signal, since) : s))
    .filter((s) => s.parts.length > 0 && chosen([s.sighting.toolSlug]) && (params.new === null || s.isNew));
  return {
    rows: order(rows, params.sort),
    facets: facets(anyTool),
    figures: figures(rows),
    newSince: since,
    notices: params.tool
      .filter(({ value }) => !tools.has(slugOf(value)))
      .map(({ value }) => ({ kind: 'parameter', message: `No hunt of the catalogue looks for a tool “${value.slice(0, 60)}”.` })),
  };
}

function narrow(sighting: SweptSighting, signals: Signal[], since: Instant): Selected {
  const parts = signals.length === 0 ? sighting.parts : sighting.parts.filter((p) => signals.includes(p.signal));
  const [first] = parts;
  const selected: Selected = {
    sighting,
    parts,
    firstSeen: first?.firstSeen ?? '',
    lastSeen: first?.lastSeen ?? '',
    count: 0,
    accounts: first?.accounts ?? [],
    isNew: false,
  };
  for (const part of parts) {
    if (part.firstSeen < selected.firstSeen) selected.firstSeen = part.firstSeen;
    if (part.lastSeen > selected.lastSeen) selected.lastSeen = part.lastSeen;
    selected.count += part.count;
  }
  if (parts.length > 1) selected.accounts = [...new Set(parts.flatMap((p) => p.accounts))];
  // Seen before by any signal, chosen or not: the tool was there, so it is not new.
  selected.isNew = selected.firstSeen >= since && !sighting.parts.some((p) => p.seenBefore);
  return selected;
}

/** A test of a filter's choices: any of those to keep (where there are some), none of those to leave out. */
function choiceTest(choices: Choice[], normal: (text: string) => string): (values: string[]) => boolean {
  const keep = new Set(choices.filter((c) => !c.not).map((c) => normal(c.value)));
  const leave = new Set(choices.filter((c) => c.not).map((c) => normal(c.value)));
  return (values) => (keep.size === 0 || values.some((v) => keep.has(normal(v)))) && !values.some((v) => leave.has(normal(v)));
}

const lower = (text: string) => text.toLowerCase();

/** A test by the filters which do not depend on tool and signal. */
function otherFilters(params: SightingsParams): (selected: Selected) => boolean {
  // Verdicts are not kept yet: every sighting is unreviewed.
  if (params.verdict.length > 0 && !params.verdict.includes('unreviewed')) return () => false;
  const device = choiceTest(params.device, lower);
  const account = choiceTest(params.account, lower);
  const words = lower(params.q).split(/\s+/);
  return ({ sighting, accounts }) => {
    if (!device([sighting.deviceId, sighting.deviceName]) || !account(accounts)) return false;
    if (params.q === '') return true;
    const text = lower([sighting.tool, sighting.deviceName, sighting.deviceId, ...accounts].join('\n'));
    return words.every((word) => text.includes(word));
  };
}

function facets(rows: Selected[]): SightingsPage['facets'] {
  const tools = new Map<string, { tool: string; slug: string; sightings: number }>();
  for (const { sighting } of rows) {
    const entry = tools.get(sighting.toolSlug) ?? { tool: sighting.tool, slug: sighting.toolSlug, sightings: 0 };
    tools.set(sighting.toolSlug, { ...entry, sightings: entry.sightings + 1 });
  }
  return {
    tools: [...tools.values()].sort((a, b) => b.sightings - a.sightings || compare(a.tool, b.tool)),
    signals: signalSchema.options.map((signal) => ({
      signal,
      sightings: rows.filter((s) => s.parts.some((p) => p.signal === signal)).length,
    })),
  };
}

function figures(rows: Selected[]): SightingsPage['figures'] {
  return {
    devices: new Set(rows.map((s) => s.sighting.deviceId)).size,
    tools: new Set(rows.map((s) => s.sighting.toolSlug)).size,
    newSightings: rows.filter((s) => s.isNew).length,
    events: rows.reduce((sum, s) => sum + s.count, 0),
  };
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

/** Ordered by the key; ties by device and tool, so that pages never overlap. */
function order(rows: Selected[], { key, descending }: SightingsParams['sort']): Selected[] {
  const sign = descending ? -1 : 1;
  return rows
    .map((row) => ({ row, value: sortValue[key](row) }))
    .sort(
      (a, b) =>
        sign * compare(a.value, b.value) ||
        compare(a.row.sighting.deviceName, b.row.sighting.deviceName) ||
        compare(a.row.sighting.deviceId, b.row.sighting.deviceId) ||
        compare(a.row.sighting.toolSlug, b.row.sighting.toolSlug),
    )
    .map(({ row }) => row);
}
