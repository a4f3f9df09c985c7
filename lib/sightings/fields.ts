/** Every field of a sighting that has a column on the screen, each fact about it in this one place. Browser-safe. */
import { confidences } from '@/lib/hunts/model';
import type { Instant } from '@/lib/shared/time';
import { verdictNames, verdictRank, verdictWordSchema } from '@/lib/triage/model';
import { confidenceNames, type FilterName, NOBODY, seenByName } from './filters';
import type { Sighting, SightingFacts, SightingsPage } from './model';

/** The name of a hunt by its id; the id itself where the catalogue has no such hunt. */
export type HuntName = (huntId: string) => string;

/** A column of CSV and Excel. */
export type ExportColumn = {
  header: string;
  /** Left out where it would hold nothing. */
  onlyIf?: (rows: Sighting[]) => boolean;
} & (
  | { kind: 'text'; value: (row: Sighting) => string }
  | { kind: 'count'; value: (row: Sighting) => number }
  | { kind: 'time'; value: (row: Sighting) => Instant | null }
  | { kind: 'list'; value: (row: Sighting, huntName: HuntName) => string[] }
);

interface Column {
  /** The least width in pixels. */
  min: number;
  /** The column’s share of the free room; without it the width is fixed. */
  grow?: number;
  align?: 'end';
  /** A person may hide it. */
  canHide: boolean;
  /** The least width on a phone. */
  squeezed?: number;
  /** If there is no room for all columns, those with the lowest number are left out first. */
  givesWay?: number;
  /** The column is left out if this says so: then no row would hold anything. */
  onlyIf?: (facets: SightingsPage['facets']) => boolean;
}

interface Field {
  /** The heading of its column and its name in the menu of columns. */
  heading: string;
  /** The filter that keeps or leaves out what a cell holds. */
  filter: FilterName | null;
  sort: { value: (row: SightingFacts) => string | number; startsDescending: boolean } | null;
  column: Column;
  exported: readonly ExportColumn[];
}

const lower = (text: string) => text.toLowerCase();

/** The fields in the order of the columns. components/sightings/cells.tsx draws the cells. */
export const fields = {
  tool: {
    heading: 'Tool',
    filter: 'tool',
    sort: { value: (row) => row.toolSlug, startsDescending: false },
    column: { min: 134, squeezed: 84, grow: 1, canHide: false },
    exported: [{ header: 'Tool', kind: 'text', value: (row) => row.tool }],
  },
  device: {
    heading: 'Device',
    filter: 'device',
    sort: { value: (row) => lower(row.deviceName), startsDescending: false },
    column: { min: 132, squeezed: 116, grow: 1.6, canHide: false },
    exported: [
      { header: 'Device', kind: 'text', value: (row) => row.deviceName },
      { header: 'DeviceId', kind: 'text', value: (row) => row.deviceId },
    ],
  },
  firstSeen: {
    heading: 'First seen',
    filter: null,
    sort: { value: (row) => row.firstSeen, startsDescending: true },
    column: { min: 242, canHide: true, givesWay: 6 },
    exported: [
      { header: 'First seen', kind: 'time', value: (row) => row.firstSeen },
      { header: 'First seen before the window', kind: 'time', value: (row) => row.earlier },
      { header: 'New', kind: 'text', value: (row) => (row.isNew ? 'new' : '') },
    ],
  },
  firstEver: {
    heading: 'First ever seen',
    filter: null,
    sort: { value: (row) => row.firstEver ?? '', startsDescending: true },
    column: { min: 232, canHide: true, givesWay: -1 },
    exported: [
      { header: 'First ever seen', kind: 'time', value: (row) => row.firstEver },
      { header: 'First ever in the window', kind: 'text', value: (row) => (row.isFirst ? 'first' : '') },
    ],
  },
  lastSeen: {
    heading: 'Last seen',
    filter: null,
    sort: { value: (row) => row.lastSeen, startsDescending: true },
    column: { min: 176, squeezed: 156, canHide: true },
    exported: [{ header: 'Last seen', kind: 'time', value: (row) => row.lastSeen }],
  },
  activity: {
    heading: 'Activity',
    filter: null,
    sort: null,
    column: { min: 138, canHide: true, givesWay: 3 },
    exported: [],
  },
  count: {
    heading: 'Events',
    filter: null,
    sort: { value: (row) => row.count, startsDescending: true },
    column: { min: 88, align: 'end', canHide: true, givesWay: 8 },
    exported: [
      { header: 'Events', kind: 'count', value: (row) => row.count },
      {
        header: 'Excluded events',
        kind: 'count',
        value: (row) => row.excluded.events,
        onlyIf: (rows) => rows.some(({ excluded }) => excluded.events > 0),
      },
    ],
  },
  signals: {
    heading: 'Signals',
    filter: 'signal',
    sort: null,
    column: { min: 86, canHide: true, givesWay: 1 },
    exported: [
      { header: 'Signals', kind: 'list', value: (row) => row.signals.map(({ signal }) => signal) },
      { header: 'Hunts', kind: 'list', value: (row, huntName) => row.signals.flatMap(({ huntIds }) => huntIds.map(huntName)) },
    ],
  },
  confidence: {
    heading: 'Confidence',
    filter: 'confidence',
    sort: { value: (row) => confidences.length - confidences.indexOf(row.confidence), startsDescending: true },
    column: { min: 108, canHide: true, givesWay: 0 },
    exported: [
      { header: 'Confidence', kind: 'text', value: (row) => confidenceNames[row.confidence] },
      { header: 'Seen by', kind: 'text', value: (row) => (row.seenBy === null ? '' : seenByName(row.seenBy)) },
      { header: 'Program', kind: 'text', value: (row) => row.binary ?? '' },
    ],
  },
  accounts: {
    heading: 'Accounts',
    filter: 'account',
    sort: { value: (row) => lower(row.accounts[0] ?? ''), startsDescending: false },
    column: { min: 112, grow: 1.1, canHide: true, givesWay: 5 },
    exported: [{ header: 'Accounts', kind: 'list', value: (row) => row.accounts }],
  },
  workspaces: {
    heading: 'Workspace',
    filter: 'workspace',
    sort: null,
    column: { min: 104, grow: 0.5, canHide: true, givesWay: 4, onlyIf: (facets) => facets.workspaces.length > 0 },
    exported: [
      {
        header: 'Workspaces',
        kind: 'list',
        value: (row) => row.workspaces,
        onlyIf: (rows) => rows.some(({ workspaces }) => workspaces.length > 0),
      },
    ],
  },
  verdict: {
    heading: 'Verdict',
    filter: 'verdict',
    sort: { value: ({ verdict }) => verdictRank(verdict), startsDescending: true },
    column: { min: 160, canHide: true, givesWay: 9 },
    exported: [
      { header: 'Verdict', kind: 'text', value: ({ verdict }) => verdictNames[verdict.value] },
      { header: 'Changed since the verdict', kind: 'list', value: ({ verdict }) => verdict.changedSince ?? [] },
      { header: 'Verdict by', kind: 'text', value: ({ verdict }) => verdict.by ?? '' },
      { header: 'Verdict at', kind: 'time', value: ({ verdict }) => verdict.at },
      { header: 'Verdict note', kind: 'text', value: ({ verdict }) => verdict.note },
      { header: 'Ticket', kind: 'text', value: ({ verdict }) => verdict.ticket ?? '' },
    ],
  },
  owner: {
    heading: 'Owner',
    filter: 'owner',
    sort: { value: ({ verdict }) => lower(verdict.owner ?? ''), startsDescending: false },
    column: { min: 104, grow: 0.4, canHide: true, givesWay: 2 },
    exported: [{ header: 'Owner', kind: 'text', value: ({ verdict }) => verdict.owner ?? '' }],
  },
} as const satisfies Record<string, Field>;

export type FieldName = keyof typeof fields;
/** Fields that rows can be ordered by. */
export type SortKey = { [Name in FieldName]: (typeof fields)[Name]['sort'] extends null ? never : Name }[FieldName];

// The keys are those of `fields`, which is a constant.
export const fieldNames = Object.keys(fields) as FieldName[];

/** The facts of a field, whichever it is. */
export const fieldOf = (name: FieldName): Field => fields[name];

export function isFieldName(name: string): name is FieldName {
  return Object.hasOwn(fields, name);
}

export function isSortKey(name: string): name is SortKey {
  return isFieldName(name) && fields[name].sort !== null;
}

export const sortKeys: readonly SortKey[] = fieldNames.filter(isSortKey);

/** The columns that would be empty in this answer. */
export function uselessColumns(facets: SightingsPage['facets']): FieldName[] {
  return fieldNames.filter((name) => fieldOf(name).column.onlyIf?.(facets) === false);
}

interface Grouping {
  /** In the menu. */
  word: string;
  /** The group of a row. */
  of: (row: Pick<SightingFacts, 'verdict'>) => string;
  /** Groups are ordered by this, the least first. */
  order: (row: SightingFacts) => string | number;
  /** The heading of a group. */
  name: (key: string) => string;
}

/** What rows can be grouped by. */
export const groupings = {
  verdict: {
    word: 'Verdict',
    of: ({ verdict }) => (verdict.changedSince === undefined ? verdict.value : 'changed'),
    order: ({ verdict }) => -verdictRank(verdict),
    name: (key) => verdictNames[verdictWordSchema.catch('new').parse(key)],
  },
  owner: {
    word: 'Owner',
    of: ({ verdict }) => verdict.owner ?? NOBODY,
    // Owners who differ only in case are separate groups. Rows without an owner come last.
    order: ({ verdict }) => (verdict.owner === null ? '\uffff' : `${lower(verdict.owner)} ${verdict.owner}`),
    name: (key) => (key === NOBODY ? 'Owned by nobody' : key),
  },
} as const satisfies Record<string, Grouping>;

export type GroupBy = keyof typeof groupings;
export const groupNames = ['verdict', 'owner'] as const satisfies GroupBy[];
