/** From selected sightings to what the API answers. Pure. */
import { collectedValues } from '@/lib/catalogue/model';
import type { Signal } from '@/lib/tables/tables';
import { dense } from './busy';
import type { Sighting } from './model';
import type { Selected } from './select';

/** The ReportIds by `reportKey`. Those of excluded events have keys of their own. */
export type ReportIds = Map<string, string[]>;

export const reportKey = (deviceId: string, toolSlug: string, signal: Signal, isExcluded = false) =>
  `${deviceId} ${toolSlug} ${signal}${isExcluded ? ' excluded' : ''}`;

const ascending = (a: string, b: string) => (BigInt(a) < BigInt(b) ? -1 : 1);

/** Distinct ReportIds in numeric order. */
function sortIds(ids: string[]): string[] {
  return [...new Set(ids)].sort(ascending);
}

function idsOf(ids: ReportIds, { sighting: { deviceId, toolSlug }, withExcluded }: Selected, signal: Signal): string[] {
  const of = (isExcluded: boolean) => ids.get(reportKey(deviceId, toolSlug, signal, isExcluded)) ?? [];
  return withExcluded ? [...of(false), ...of(true)] : of(false);
}

/** A sighting as the contract writes it. */
export function toSighting(row: Selected, buckets: number, reportIds: ReportIds | null): Sighting {
  const { sighting, parts } = row;
  return {
    tool: sighting.tool,
    toolSlug: sighting.toolSlug,
    deviceId: sighting.deviceId,
    deviceName: sighting.deviceName,
    firstSeen: row.firstSeen,
    lastSeen: row.lastSeen,
    count: row.count,
    ...collectedValues((name) => row[name]),
    earlier: row.earlier,
    isNew: row.isNew,
    isQuiet: row.isQuiet,
    firstEver: row.firstEver,
    isFirst: row.isFirst,
    confidence: row.confidence,
    seenBy: row.seenBy,
    binary: row.binary,
    verdict: row.verdict,
    excluded: row.excluded,
    signals: parts.map(({ signal, huntIds, firstSeen, lastSeen, count, reportIds: own }) => ({
      signal,
      huntIds,
      firstSeen,
      lastSeen,
      count,
      ...(reportIds && {
        reportIds: sortIds(own ?? idsOf(reportIds, row, signal)),
      }),
    })),
    activity: dense(
      parts.map((p) => p.activity),
      buckets,
    ),
  };
}
