import { columnVisibilityFeature, rowSelectionFeature, tableFeatures } from '@tanstack/react-table';

interface Meta {
  /** The least width in pixels. */
  min: number;
  /** The least width while the table is squeezed. */
  squeezed?: number;
  /** The column’s share of the free room; without it the width is fixed. */
  grow?: number;
  align?: 'end';
  /** The name in the columns menu, if a person may hide the column. */
  name?: string;
  /** If there is no room for all columns, those with the lowest number are left out first. */
  givesWay?: number;
}

interface ColumnDef {
  id?: string | undefined;
  meta?: Meta | undefined;
}

/** The TanStack features that our tables use. The server sorts, filters and pages. */
export const gridFeatures = tableFeatures({ columnVisibilityFeature, rowSelectionFeature, columnMeta: {} as Meta });
export type GridFeatures = typeof gridFeatures;

export const ROW_HEIGHT = 32;

/** The padding of a row, both sides together, in pixels. */
const EDGES = 16;

/** A table with less room than this, in pixels, is squeezed: columns are narrower, and times have no fraction of a second. */
const SQUEEZED = 500;
/** The width of a vertical scrollbar, if it takes room. */
const SCROLLBAR = 16;

/** Whether a table with this much room, in pixels, is squeezed. Room 0 is not known yet. */
export const isSqueezed = (room: number) => room > 0 && room < SQUEEZED;

const narrowestOf = (meta: Meta | undefined, room: number) => (isSqueezed(room) ? meta?.squeezed : undefined) ?? meta?.min ?? 100;

/** The CSS grid of a row, and the width in pixels below which the table scrolls sideways. */
export function tracksOf(
  columns: { columnDef: { meta?: Meta | undefined } }[],
  room: number,
): { template: string; narrowest: number } {
  const metas = columns.map(({ columnDef: { meta } }) => ({ min: narrowestOf(meta, room), grow: meta?.grow }));
  const tracks = metas.map(({ min, grow }) => (grow === undefined ? `${min}px` : `minmax(${min}px, ${grow}fr)`));
  return { template: tracks.join(' '), narrowest: metas.reduce((sum, { min }) => sum + min, EDGES) };
}

/** The columns that a person may hide, by their names in the menu. */
export function choosableOf(columns: readonly ColumnDef[]): { id: string; name: string }[] {
  return columns.flatMap(({ id, meta }) => (id !== undefined && meta?.name !== undefined ? [{ id, name: meta.name }] : []));
}

/**
 * Which columns are visible: neither hidden by the person nor left out for lack of room. `room` is the table’s width in pixels
 * while no panel is open, so that opening a panel does not change the columns; 0 while it is not known. The column that rows are ordered
 * by, `sorted`, gives way last: without it nobody sees why they stand in that order.
 */
export function visibilityOf(
  columns: readonly ColumnDef[],
  hidden: string[],
  room: number,
  sorted?: string,
): Record<string, boolean> {
  const wanted = columns.filter(({ id = '', meta }) => !(meta?.name && hidden.includes(id)));
  const gone = new Set<ColumnDef>();
  let needed = wanted.reduce((sum, { meta }) => sum + narrowestOf(meta, room), EDGES + SCROLLBAR);
  const order = wanted.filter(({ meta }) => meta?.givesWay !== undefined);
  const rank = ({ id, meta }: ColumnDef) => (id === sorted ? Number.MAX_VALUE : (meta?.givesWay ?? 0));
  for (const column of order.sort((a, b) => rank(a) - rank(b))) {
    if (room === 0 || needed <= room) break;
    gone.add(column);
    needed -= narrowestOf(column.meta, room);
  }
  return Object.fromEntries(columns.map((column) => [column.id ?? '', wanted.includes(column) && !gone.has(column)]));
}
