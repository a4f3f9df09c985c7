import type { PointerEvent } from 'react';

/** The cell of a grid under the pointer, and where buttons for it stand within the grid's frame. */
export interface HoveredCell {
  /** The number of its row. */
  index: number;
  column: string;
  /** In CSS pixels from the right and the top of the frame. */
  right: number;
  top: number;
}

/** Tells one cell of a table from another. */
export const cellKey = ({ index, column }: HoveredCell) => `${index} ${column}`;

/**
 * The row that the pointer was moved onto, as it is now; undefined once another row stands in its place. A new answer moves the
 * rows under a resting pointer, and buttons that stayed would name a row that is gone.
 */
export function rowStillThere<Row>(
  { index, row }: { index: number; row: Row },
  rowAt: (index: number) => Row | undefined,
  keyOf: (row: Row) => string,
): Row | undefined {
  const now = rowAt(index);
  return now !== undefined && keyOf(now) === keyOf(row) ? now : undefined;
}

/** The cell that the pointer is over; null for none, undefined where it is over the buttons themselves, which stay. */
export function hoveredCell(event: PointerEvent<HTMLElement>): HoveredCell | null | undefined {
  const target = event.target instanceof Element ? event.target : null;
  if (target?.closest('[data-actions]')) return undefined;
  const cell = target?.closest<HTMLElement>('[data-column]');
  const index = Number(cell?.closest<HTMLElement>('[data-index]')?.dataset.index ?? Number.NaN);
  if (!cell || Number.isNaN(index)) return null;
  const [box, outer] = [cell.getBoundingClientRect(), event.currentTarget.getBoundingClientRect()];
  // The buttons stand left of what the cell ends with, such as the mark of a new sighting.
  const end = cell.querySelector('[data-end]')?.getBoundingClientRect().left ?? box.right;
  return { index, column: cell.dataset.column ?? '', right: outer.right - end, top: box.top - outer.top };
}
