import { columnVisibilityFeature, rowSelectionFeature, tableFeatures } from '@tanstack/react-table';

interface Meta {
  /** Narrowest it gets, in pixels. */
  min: number;
  /** Its share of what room is left; a column without one keeps its width. */
  grow?: number;
  align?: 'end';
  /** Its name in the menu of a column that a person may hide. */
  name?: string;
  /** Whether it gives way to the panel beside the table. */
  givesWay?: true;
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
export const EDGES = 16;

/** The CSS grid of a row, and the narrowest it gets in pixels before the table scrolls sideways. */
export function tracksOf(columns: { columnDef: { meta?: Meta | undefined } }[]): { template: string; narrowest: number } {
  const metas = columns.map(({ columnDef }) => columnDef.meta ?? { min: 100 });
  const tracks = metas.map(({ min, grow }) => (grow === undefined ? `${min}px` : `minmax(${min}px, ${grow}fr)`));
  return { template: tracks.join(' '), narrowest: metas.reduce((sum, { min }) => sum + min, EDGES) };
}

/** The columns that a person may hide, by the names of the menu. */
export function choosableOf(columns: readonly ColumnDef[]): { id: string; name: string }[] {
  return columns.flatMap(({ id, meta }) => (id !== undefined && meta?.name !== undefined ? [{ id, name: meta.name }] : []));
}

/** Which columns are seen: not those that are hidden, nor, beside a panel, those that give way to it. */
export function visibilityOf(columns: readonly ColumnDef[], hidden: string[], besidePanel: boolean): Record<string, boolean> {
  return Object.fromEntries(
    columns.map(({ id = '', meta }) => [id, !(meta?.name && hidden.includes(id)) && !(besidePanel && meta?.givesWay)]),
  );
}
