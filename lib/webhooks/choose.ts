/** Which alerts a webhook gets, and which of them a message tells whole. Pure. */
import { MOST_SHOWN } from './forms';
import { type Alert, type AlertKind, alertKinds, type Counts } from './model';

/** What a message, or a part of the next one, is made of. */
export interface Batch {
  shown: Alert[];
  more: Counts;
}

/**
 * What a webhook that tells of `kinds` gets of alerts; null for none. Nobody is told twice of the same: of a new tool's devices only where
 * the tool is not told of, and of a watched device only where it shows nothing new.
 */
export function chosen(alerts: readonly Alert[], kinds: readonly AlertKind[]): Batch | null {
  const wanted = alerts.filter((alert) => {
    if (!kinds.includes(alert.kind)) return false;
    return !(alert.kind === 'new-device' && alert.ofNewTool && kinds.includes('new-tool'));
  });
  const isNew = new Set(
    wanted.flatMap((alert) => (alert.kind === 'new-tool' || alert.kind === 'new-device' ? [pairOf(alert)] : [])),
  );
  const told = wanted.filter((alert) => alert.kind !== 'watched-device' || !isNew.has(pairOf(alert)));
  return told.length === 0 ? null : joined([{ shown: told, more: {} }]);
}

const pairOf = ({ toolSlug, deviceId }: { toolSlug: string; deviceId: string }) => `${toolSlug} ${deviceId}`;

/** Several batches as one: what matters most is told whole, all others are counted. */
export function joined(batches: readonly Batch[]): Batch {
  const all = batches.flatMap(({ shown }) => shown).map((alert) => ({ alert, rank: alertKinds.indexOf(alert.kind) }));
  const ordered = all.sort((a, b) => a.rank - b.rank).map(({ alert }) => alert);
  const more: Counts = {};
  const count = (kind: AlertKind, by: number) => {
    more[kind] = (more[kind] ?? 0) + by;
  };
  for (const batch of batches) for (const kind of alertKinds) if (batch.more[kind]) count(kind, batch.more[kind]);
  for (const { kind } of ordered.slice(MOST_SHOWN)) count(kind, 1);
  return { shown: ordered.slice(0, MOST_SHOWN), more };
}

/** How many alerts a batch tells or counts. */
export const sizeOf = ({ shown, more }: Batch): number => alertKinds.reduce((sum, kind) => sum + (more[kind] ?? 0), shown.length);
