import { columnVisibilityFeature, rowSelectionFeature, tableFeatures } from '@tanstack/react-table';

interface Meta {
  /** Narrowest it gets, in pixels. */
  min: number;
  /** The same where the whole table has no more room than on a phone. */
  squeezed?: number;
  /** Its share of what room is left; a column without one keeps its width. */
  grow?: number;
  align?: 'end';
  /** Its name in the menu of a column that a person may hide. */
  name?: string;
  /** It may be left out where not all columns have room: the lowest goes first. */
  givesWay?: number;
}

interface ColumnDef {
  id?: string | undefined;
  meta?: Meta | undefined;
}

/** What our tables need; the server sorts, filters and pages. */
export const gridFeatures = tableFeatures({ columnVisibilityFeature, rowSelectionFeature, columnMeta: {} as Meta });
export type GridFeatures = typeof gridFeatures;

export const ROW_HEIGHT = 32;

/** Padding of a row, both sides. */
const EDGES = 16;

/** A table with less room, in pixels, is squeezed: narrower columns, times without the second's fraction. */
const SQUEEZED = 500;
/** A vertical scrollbar, where it takes room. */
const SCROLLBAR = 16;

/** Whether a table with so much room in pixels is squeezed; 0 is room that is not known. */
export const isSqueezed = (room: number) => room > 0 && room < SQUEEZED;

const narrowestOf = (meta: Meta | undefined, room: number) => (isSqueezed(room) ? meta?.squeezed : undefined) ?? meta?.min ?? 100;

/** The CSS grid of a row, and the narrowest it gets in pixels before the table scrolls sideways. */
export function tracksOf(
  columns: { columnDef: { meta?: Meta | undefined } }[],
  room: number,
): { template: string; narrowest: number } {
  const metas = columns.map(({ columnDef: { meta } }) => ({ min: narrowestOf(meta, room), grow: meta?.grow }));
  const tracks = metas.map(({ min, grow }) => (grow === undefined ? `${min}px` : `minmax(${min}px, ${grow}fr)`));
  return { template: tracks.join(' '), narrowest: metas.reduce((sum, { min }) => sum + min, EDGES) };
}

/** The columns that a person may hide, by the names of the menu. */
export function choosableOf(columns: readonly ColumnDef[]): { id: string; name: string }[] {
  return columns.flatMap(({ id, meta }) => (id !== undefined && meta?.name !== undefined ? [{ id, name: meta.name }] : []));
}

/**
 * Which columns are seen: not those that are hidden, nor those that give way because the table has not room for all. `room`
 * is its width in pixels while nothing is open beside it, so that opening a panel moves no column; 0 while it is not known.
 */
export function visibilityOf(columns: readonly ColumnDef[], hidden: string[], room: number): Record<string, boolean> {
  const wanted = columns.filter(({ id = '', meta }) => !(meta?.name && hidden.includes(id)));
  const gone = new Set<ColumnDef>();
  let needed = wanted.reduce((sum, { meta }) => sum + narrowestOf(meta, room), EDGES + SCROLLBAR);
  const order = wanted.filter(({ meta }) => meta?.givesWay !== undefined);
  for (const column of order.sort((a, b) => (a.meta?.givesWay ?? 0) - (b.meta?.givesWay ?? 0))) {
    if (room === 0 || needed <= room) break;
    gone.add(column);
    needed -= narrowestOf(column.meta, room);
  }
  return Object.fromEntries(columns.map((column) => [column.id ?? '', wanted.includes(column) && !gone.has(column)]));
}
