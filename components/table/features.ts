import { columnVisibilityFeature, rowSelectionFeature, tableFeatures } from '@tanstack/react-table';

interface Meta {
  /** A CSS grid track, e.g. `minmax(120px, 1fr)`. */
  width: string;
  align?: 'end';
}

/** What our tables need; the server sorts, filters and pages. */
export const gridFeatures = tableFeatures({ columnVisibilityFeature, rowSelectionFeature, columnMeta: {} as Meta });
export type GridFeatures = typeof gridFeatures;

export const ROW_HEIGHT = 32;
