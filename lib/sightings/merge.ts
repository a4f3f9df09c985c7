/** From an engine's rows to sightings. Pure. */
import { z } from 'zod';
import { type CollectedColumn, collected, collectedNames, collectedValues } from '@/lib/catalogue/model';
import type { TableSweep } from '@/lib/catalogue/sweep-plan';
import { type Hunt, signalSchema } from '@/lib/hunts/model';
import { count, texts } from '@/lib/query/rows';
import type { Instant } from '@/lib/shared/time';
import { inSlices } from '@/lib/shared/turns';
import type { Signal } from '@/lib/tables/tables';
import { parseBusy } from './busy';
import { bothEvidence, evidenceOf } from './evidence';
import type { SweepPart, SweepSighting } from './sweep-result';

/** Workspace is missing where only one is asked. The shape has a text for each column that is collected. */
const collectedShape = Object.fromEntries(Object.values(collected).map((column) => [column, z.string().default('')])) as Record<
  CollectedColumn,
  z.ZodDefault<z.ZodString>
>;

/** A row of `sightingsKql` by device, name and matched hunts. */
export const sweepRow = z.object({
  DeviceId: z.string(),
  DeviceName: z.string(),
  /** Labels, each followed by a comma: `h0,h2,`. */
  Hunts: z.string(),
  /** Labels of exclusions, written as those of hunts; missing where none can take rows of the table out. */
  ExcludedBy: z.string().default(''),
  ...collectedShape,
  FirstSeen: z.string(),
  LastSeen: z.string(),
  Count: count,
  Activity: texts,
});
export type SweepRow = z.infer<typeof sweepRow>;

/** A device with hunts that matched on it before the window, and when first. */
export const earlierRow = z.object({ DeviceId: z.string(), Hunts: z.string(), Earliest: z.string() });
type EarlierRow = z.infer<typeof earlierRow>;

/** What one table answered. */
export interface TableAnswer {
  sweep: Pick<TableSweep, 'signal' | 'huntsOf' | 'takenBy'>;
  rows: SweepRow[];
  earlier: EarlierRow[];
}

/** Of labels, which are few texts among many rows. */
type HuntsByTool = (labels: string) => ReadonlyMap<string, Hunt[]>;

function huntsByTool(sweep: TableAnswer['sweep']): HuntsByTool {
  const known = new Map<string, Map<string, Hunt[]>>();
  return (labels) => {
    const found = known.get(labels);
    if (found) return found;
    const byTool = new Map<string, Hunt[]>();
    for (const hunt of sweep.huntsOf(labels)) byTool.set(hunt.toolSlug, [...(byTool.get(hunt.toolSlug) ?? []), hunt]);
    known.set(labels, byTool);
    return byTool;
  };
}

const keyOf = (deviceId: string, toolSlug: string) => `${toolSlug} ${deviceId}`;

type Found = Map<string, { sighting: SweepSighting; nameSeen: Instant }>;

/**
 * Makes one sighting for each tool and device. Every event is in exactly one row, together with all hunts that matched it, so
 * an event that two hunts of a tool match counts once. Events that exclusions take out are kept apart.
 * It works in slices, because a large answer takes seconds.
 */
export async function mergeTables(answers: TableAnswer[]): Promise<SweepSighting[]> {
  const found: Found = new Map();
  for (const { sweep, rows, earlier } of answers) {
    const huntsOf = huntsByTool(sweep);
    const before = await earliestOf(earlier, huntsOf);
    await inSlices(rows, (row) => merge(found, sweep, huntsOf, row, before));
  }
  const sightings = [...found.values()].map(({ sighting }) => sighting);
  await inSlices(sightings, putInOrder);
  return sightings;
}

/** By `keyOf`: the first event before the window. */
async function earliestOf(rows: EarlierRow[], huntsOf: HuntsByTool): Promise<Map<string, Instant>> {
  const earliest = new Map<string, Instant>();
  await inSlices(rows, ({ DeviceId, Hunts, Earliest }) => {
    for (const slug of huntsOf(Hunts).keys()) {
      const key = keyOf(DeviceId, slug);
      const known = earliest.get(key);
      if (known === undefined || Earliest < known) earliest.set(key, Earliest);
    }
  });
  return earliest;
}

function merge(
  found: Found,
  sweep: TableAnswer['sweep'],
  huntsOf: HuntsByTool,
  row: SweepRow,
  before: Map<string, Instant>,
): void {
  for (const [slug, hunts] of huntsOf(row.Hunts)) {
    const key = keyOf(row.DeviceId, slug);
    const entry = found.get(key) ?? { sighting: newSighting(row, hunts), nameSeen: row.LastSeen };
    found.set(key, entry);
    const isLater = row.LastSeen > entry.nameSeen;
    if (isLater || (row.LastSeen === entry.nameSeen && row.DeviceName > entry.sighting.deviceName)) {
      entry.sighting.deviceName = row.DeviceName;
      entry.nameSeen = row.LastSeen;
    }
    const taken = sweep.takenBy(row.ExcludedBy, slug);
    for (const id of taken) tally(entry.sighting, id, row);
    const parts = taken.length > 0 ? entry.sighting.excludedParts : entry.sighting.parts;
    addRow(parts, sweep.signal, row, hunts, before.get(key) ?? null);
  }
}

/** An engine gives groups in any order: equal questions have equal answers on every engine. */
function putInOrder({ parts, excludedParts }: SweepSighting): void {
  for (const some of [parts, excludedParts]) {
    some.sort((a, b) => rank(a) - rank(b));
    for (const part of some) {
      part.huntIds.sort();
      for (const name of collectedNames) part[name].sort();
    }
  }
}

/** Process, network, signature: the same order wherever signals are listed. */
const rank = ({ signal }: SweepPart) => signalSchema.options.indexOf(signal);

function newSighting(row: SweepRow, hunts: Hunt[]): SweepSighting {
  const [hunt] = hunts;
  return {
    tool: hunt?.tool ?? '',
    toolSlug: hunt?.toolSlug ?? '',
    deviceId: row.DeviceId,
    deviceName: row.DeviceName,
    parts: [],
    excludedParts: [],
    exclusions: {},
  };
}

/** Counts what an exclusion takes out. */
function tally({ exclusions }: SweepSighting, id: string, { Count, LastSeen }: SweepRow): void {
  const known = exclusions[id] ?? { events: 0, lastMatch: LastSeen };
  exclusions[id] = { events: known.events + Count, lastMatch: LastSeen > known.lastMatch ? LastSeen : known.lastMatch };
}

function addRow(parts: SweepPart[], signal: Signal, row: SweepRow, hunts: Hunt[], earlier: Instant | null): void {
  const part = parts.find((p) => p.signal === signal) ?? newPart(parts, signal, row, earlier);
  for (const hunt of hunts) {
    if (part.huntIds.includes(hunt.id)) continue;
    Object.assign(part, part.huntIds.length === 0 ? evidenceOf(hunt) : bothEvidence(part, evidenceOf(hunt)));
    part.huntIds.push(hunt.id);
  }
  for (const name of collectedNames) {
    const value = row[collected[name]];
    if (value !== '' && !part[name].includes(value)) part[name].push(value);
  }
  if (row.FirstSeen < part.firstSeen) part.firstSeen = row.FirstSeen;
  if (row.LastSeen > part.lastSeen) part.lastSeen = row.LastSeen;
  part.count += row.Count;
  for (const text of row.Activity) part.activity.push(parseBusy(text));
}

function newPart(parts: SweepPart[], signal: Signal, row: SweepRow, earlier: Instant | null): SweepPart {
  const part: SweepPart = {
    signal,
    huntIds: [],
    firstSeen: row.FirstSeen,
    lastSeen: row.LastSeen,
    count: 0,
    confidence: 'low',
    binary: null,
    ...collectedValues(() => []),
    activity: [],
    earlier,
  };
  parts.push(part);
  return part;
}
