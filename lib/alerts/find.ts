/** From the sightings of one look to what webhooks may be told of. Pure. */
import type { HeldHistory } from '@/lib/history/ever';
import { paths } from '@/lib/routes/paths';
import type { Instant } from '@/lib/shared/time';
import type { Window } from '@/lib/shared/window';
import type { SightingFacts } from '@/lib/sightings/model';
import { defaultParams, writeSightingsParams } from '@/lib/sightings/params';
import type { Alert, SightingAlert } from '@/lib/webhooks/model';

/** What a look saw. */
export interface Seen {
  /** Whose telemetry it is (lib/history/source.ts). */
  source: string;
  sample: boolean;
  /** Absolute, so that links show next month what they show today. */
  window: Window;
  rows: readonly (SightingFacts & { firstEver: Instant })[];
  history: Pick<HeldHistory, 'anywhere'>;
  watched: ReadonlySet<string>;
}

/** How a look compares with the one before it. */
export interface Since {
  /** The marks that no look before has made. */
  isFresh: (mark: string) => boolean;
  /** Where hunts have changed, events before this instant were not looked for until now, so they are no news. Null where no hunt has changed. */
  newsFrom: Instant | null;
}

const key = (...parts: (string | number)[]) => JSON.stringify(parts);
const marks = {
  tool: ({ source }: Seen, slug: string) => key('tool', source, slug),
  pair: ({ source }: Seen, { toolSlug, deviceId }: SightingFacts) => key('pair', source, toolSlug, deviceId),
  /** The mark names the day, so that a watched device is told of once a day for each tool. */
  watched: ({ source }: Seen, { toolSlug, deviceId, lastSeen }: SightingFacts) =>
    key('watched', source, toolSlug, deviceId, lastSeen.slice(0, 10)),
  /** The mark names the kind of change and the verdict’s revision, so that a change after a new approval is told again. */
  changes: ({ source }: Seen, { toolSlug, deviceId, verdict }: SightingFacts) =>
    (verdict.value === 'approved' ? (verdict.changes ?? []) : []).map(({ what }) =>
      key('changed', source, toolSlug, deviceId, verdict.workspace ?? '', verdict.revision, what),
    ),
};

const isWatched = ({ watched }: Seen, { deviceId }: SightingFacts) => watched.has(deviceId);

/** A mark for everything that a look saw, whether somebody is told of it or not: a later look tells only what has none. */
export function marksOf(seen: Seen): string[] {
  const found = new Set<string>();
  for (const row of seen.rows) {
    found.add(marks.tool(seen, row.toolSlug)).add(marks.pair(seen, row));
    if (isWatched(seen, row)) found.add(marks.watched(seen, row));
    for (const mark of marks.changes(seen, row)) found.add(mark);
  }
  return [...found].sort();
}

/** What has happened since the look before: new tools, tools on new devices, approved sightings that changed, watched devices. */
export function alertsOf(seen: Seen, { isFresh, newsFrom }: Since): Alert[] {
  const { window, rows } = seen;
  const from = newsFrom !== null && newsFrom > window.from ? newsFrom : window.from;
  const alert = (kind: SightingAlert['kind'], row: Seen['rows'][number], more: Partial<SightingAlert> = {}) =>
    sightingAlert(seen, kind, row, more);
  const fresh = rows.filter((row) => isFresh(marks.pair(seen, row)) && row.firstEver >= from);
  const newTools = toolsOf(seen, fresh).filter(({ slug, firstEver }) => isFresh(marks.tool(seen, slug)) && firstEver >= from);
  const slugs = new Set(newTools.map(({ slug }) => slug));
  return [
    ...newTools.map(({ first, devices }) =>
      alert('new-tool', first, { devices, firstSeen: first.firstEver, path: viewOf(window, { tool: first.toolSlug }) }),
    ),
    ...rows
      .filter((row) => marks.changes(seen, row).some(isFresh))
      .map((row) => alert('approved-changed', row, { approvedBy: row.verdict.by, changes: row.verdict.changedSince ?? [] })),
    ...rows.filter((row) => isWatched(seen, row) && isFresh(marks.watched(seen, row))).map((row) => alert('watched-device', row)),
    ...fresh.map((row) => alert('new-device', row, { ofNewTool: slugs.has(row.toolSlug), firstSeen: row.firstEver })),
  ];
}

/** The tools of new sightings, each with the sighting that was first, how many devices it is on, and when it was first seen anywhere. */
function toolsOf({ rows, history }: Seen, fresh: Seen['rows']) {
  const earliest = (a: Seen['rows'][number], b: Seen['rows'][number]) => (b.firstEver < a.firstEver ? b : a);
  return [...new Set(fresh.map(({ toolSlug }) => toolSlug))].flatMap((slug) => {
    const own = rows.filter(({ toolSlug }) => toolSlug === slug);
    const [one, ...others] = own;
    if (one === undefined) return [];
    const first = others.reduce(earliest, one);
    const held = history.anywhere(slug)?.firstSeen;
    const firstEver = held !== undefined && held < first.firstEver ? held : first.firstEver;
    return [{ slug, first, firstEver, devices: new Set(own.map(({ deviceId }) => deviceId)).size }];
  });
}

/** The sightings page over the window of the look, for a tool and a device. */
const viewOf = (window: Window, { tool, device }: { tool: string; device?: string }) =>
  paths.home(
    writeSightingsParams({
      ...defaultParams,
      window,
      tool: [{ value: tool, not: false }],
      device: device === undefined ? [] : [{ value: device, not: false }],
    }),
  );

function sightingAlert(
  { window, sample }: Seen,
  kind: SightingAlert['kind'],
  { tool, toolSlug, deviceId, deviceName, confidence, firstSeen, lastSeen }: SightingFacts,
  more: Partial<SightingAlert>,
): SightingAlert {
  return {
    ...{ kind, tool, toolSlug, deviceId, deviceName, confidence, firstSeen, lastSeen, devices: 1, ofNewTool: false },
    ...{ approvedBy: null, changes: [], path: viewOf(window, { tool: toolSlug, device: deviceId }), sample },
    ...more,
  };
}
