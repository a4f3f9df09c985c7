/** Small sightings for the tests beside. */
import { collectedValues } from '@/lib/catalogue/model';
import { slugOf } from '@/lib/hunts/model';
import { noVerdict } from '@/lib/triage/model';
import { nothingExcluded, type Sighting } from './model';
import type { SweepPart, SweepSighting } from './sweep-result';

function aPart(part: Partial<SweepPart> = {}): SweepPart {
  return {
    signal: 'process',
    huntIds: ['a'],
    firstSeen: '2026-03-10T08:00:00.0000000Z',
    lastSeen: '2026-03-10T09:00:00.0000000Z',
    count: 1,
    confidence: 'high',
    binary: null,
    ...collectedValues(() => []),
    activity: [],
    earlier: null,
    ...part,
  };
}

export function aSighting(tool: string, device: string, ...parts: Partial<SweepPart>[]): SweepSighting {
  return {
    tool,
    toolSlug: slugOf(tool),
    deviceId: `id-${device}`,
    deviceName: device,
    parts: (parts.length ? parts : [{}]).map(aPart),
    excludedParts: [],
    exclusions: {},
  };
}

/** A sighting as the API answers it. */
export function aRow(row: Partial<Sighting> = {}): Sighting {
  return {
    tool: 'AnyDesk',
    toolSlug: 'anydesk',
    deviceId: 'd1',
    deviceName: 'ws-1',
    firstSeen: '2026-03-10T08:59:59.1234567Z',
    lastSeen: '2026-03-10T09:59:59.1234567Z',
    count: 1,
    ...collectedValues(() => []),
    earlier: null,
    isNew: false,
    isQuiet: false,
    firstEver: '2026-03-10T08:59:59.1234567Z',
    isFirst: true,
    confidence: 'high',
    seenBy: 'process-only',
    binary: null,
    verdict: noVerdict,
    excluded: nothingExcluded,
    signals: [],
    activity: [],
    ...row,
  };
}
