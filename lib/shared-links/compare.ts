/** Finds what has changed since a snapshot. Pure. */
import type { EventDetail, EventsPage } from '@/lib/devices/model';
import type { Notice } from '@/lib/query/model';
import { counted, formatCount } from '@/lib/shared/format';
import type { Sighting } from '@/lib/sightings/model';
import { verdictNames } from '@/lib/triage/model';
import type { LinkChange, LinkChanges, Snapshot } from './model';

/** Rows that were kept, or are answered now, and how many there are in all. */
interface Rows {
  rows: readonly Sighting[];
  total: number;
}
export type Known = Extract<LinkChanges, { known: true }>;

const keyOf = ({ toolSlug, deviceId }: Sighting) => `${toolSlug}~${deviceId}`;
const labelOf = ({ tool, deviceName, deviceId }: Sighting) => `${tool} on ${deviceName || deviceId}`;
const cells: [LinkChange['what'], (row: Sighting) => string][] = [
  ['verdict', ({ verdict }) => `${verdictNames[verdict.value]}${verdict.changedSince ? ', changed' : ''}`],
  ['owner', ({ verdict }) => verdict.owner ?? 'nobody'],
  ['count', ({ count }) => formatCount(count)],
  ['firstSeen', ({ firstSeen }) => firstSeen],
  ['lastSeen', ({ lastSeen }) => lastSeen],
  ['accounts', ({ accounts }) => accounts.join(', ') || 'none'],
  ['excluded', ({ excluded }) => (excluded.whole ? 'excluded' : `${counted(excluded.events, 'event')} excluded`)],
];

/** Sightings that came, went or changed. Where not all rows were kept, nobody knows what came. */
export function compareRows(frozen: Rows, present: Rows): Pick<Known, 'added' | 'gone' | 'changed' | 'notes'> {
  const [before, now] = [frozen, present].map(({ rows }) => new Map(rows.map((row) => [keyOf(row), row])));
  const notes: string[] = [];
  const isCut = frozen.rows.length < frozen.total;
  if (isCut)
    notes.push(
      `The link keeps ${formatCount(frozen.rows.length)} of ${formatCount(frozen.total)} rows, so which are new is not known.`,
    );
  const isPresentCut = present.rows.length < present.total;
  if (isPresentCut)
    notes.push(
      `Only the first ${formatCount(present.rows.length)} of today’s ${formatCount(present.total)} rows were compared, so which are gone is not known.`,
    );
  return {
    notes,
    added: isCut ? [] : present.rows.filter((row) => !before?.has(keyOf(row))).map(labelOf),
    gone: isPresentCut ? [] : frozen.rows.filter((row) => !now?.has(keyOf(row))).map(labelOf),
    changed: frozen.rows.flatMap((row) => {
      const after = now?.get(keyOf(row));
      const changes = after ? cells.map(([what, said]) => ({ what, from: said(row), to: said(after) })) : [];
      const differing = changes.filter(({ from, to }) => from !== to);
      return differing.length > 0 ? [{ label: labelOf(row), changes: differing }] : [];
    }),
  };
}

const isOther = ({ huntIds }: EventsPage['rows'][number]) => huntIds.length === 0;

type Events = Pick<EventsPage, 'rows' | 'total'>;

/**
 * How many events came and went. Of those that no hunt matches, only as far back as both lists reach: each keeps the newest of them.
 */
export function compareEvents(frozen: Events, present: Events): NonNullable<Known['events']> {
  const oldestOf = ({ rows, total }: Events) => (rows.length < total ? (rows.findLast(isOther)?.timestamp ?? '') : '');
  const [begins, oldest] = [oldestOf(frozen), oldestOf(present)];
  const reach = begins > oldest ? begins : oldest;
  const idsOf = ({ rows }: Events) => new Set(rows.filter((row) => !isOther(row) || row.timestamp >= reach).map(({ id }) => id));
  const [before, now] = [idsOf(frozen), idsOf(present)];
  const without = (all: Set<string>, others: Set<string>) => [...all].filter((id) => !others.has(id)).length;
  return { added: without(now, before), gone: without(before, now) };
}

/** The columns of an event that say something else now, and its hunts. */
export function compareEvent(frozen: EventDetail, present: EventDetail): Known['changed'] {
  const text = (value: unknown) => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));
  const names = new Set([...Object.keys(frozen.event.columns), ...Object.keys(present.event.columns)]);
  const columns = [...names].map((name) => ({
    what: 'column' as const,
    name,
    from: text(frozen.event.columns[name]),
    to: text(present.event.columns[name]),
  }));
  const hunts = { what: 'hunts' as const, from: huntsOf(frozen), to: huntsOf(present) };
  const changes = [...columns, hunts].filter(({ from, to }) => from !== to);
  return changes.length > 0 ? [{ label: 'The event', changes }] : [];
}

const huntsOf = ({ event }: EventDetail) => [...event.huntIds].sort().join(', ') || 'none';

/** The answer's own words why it is not whole, where the snapshot's did not say them. */
export function newlyPartial(frozen: readonly Notice[], present: readonly Notice[]): string[] {
  const said = new Set(frozen.map(({ message }) => message));
  return present
    .filter(({ kind, message }) => kind !== 'parameter' && kind !== 'info' && !said.has(message))
    .map(({ message }) => `Today’s answer is not whole: ${message}`);
}

/** The notices that a snapshot's answers carry. */
export function noticesOf(snapshot: Snapshot): Notice[] {
  switch (snapshot.page) {
    case 'sightings':
      return snapshot.sightings.notices;
    case 'device':
      return [...snapshot.device.notices, ...snapshot.events.notices];
    case 'event':
      return snapshot.event.notices;
  }
}
