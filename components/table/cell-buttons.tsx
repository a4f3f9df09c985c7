import type { ReactNode } from 'react';
import classes from './cell-buttons.module.css';
import type { HoveredCell } from './hovered-cell';

/**
 * Buttons over the end of the cell under the pointer. They come when the pointer rests there: a click at once is meant for the cell, such
 * as for the link that they cover. Give it a key of the cell, so that each cell's buttons wait anew.
 */
export function CellButtons({ cell: { right, top }, children }: { cell: HoveredCell; children: ReactNode }) {
  return (
    <div data-actions className={classes.buttons} style={{ right, top }}>
      {children}
    </div>
  );
}
