/** From selected sightings to what the API answers. Pure. */
import { collectedValues } from '@/lib/catalogue/model';
import type { Signal } from '@/lib/tables/tables';
import { dense } from './busy';
import type { Sighting } from './model';
import type { Selected } from './select';

/** Report ids of a device, tool and signal: `deviceId tool signal` → ids, ascending. Absent where they were not asked for. */
export type ReportIds = Map<string, string[]>;

export const reportKey = (deviceId: string, toolSlug: string, signal: Signal) => `${deviceId} ${toolSlug} ${signal}`;

const ascending = (a: string, b: string) => (BigInt(a) < BigInt(b) ? -1 : 1);

/** Distinct ReportIds in numeric order. */
function sortIds(ids: string[]): string[] {
  return [...new Set(ids)].sort(ascending);
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
    verdict: row.verdict,
    signals: parts.map(({ signal, huntIds, firstSeen, lastSeen, count, reportIds: own }) => ({
      signal,
      huntIds,
      firstSeen,
      lastSeen,
      count,
      ...(reportIds && {
        reportIds: sortIds(own ?? reportIds.get(reportKey(sighting.deviceId, sighting.toolSlug, signal)) ?? []),
      }),
    })),
    activity: dense(
      parts.map((p) => p.activity),
      buckets,
    ),
  };
}
