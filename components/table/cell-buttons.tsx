import type { ReactNode } from 'react';
import classes from './cell-buttons.module.css';
import type { HoveredCell } from './hovered-cell';

/**
 * Buttons over the end of the cell under the pointer. They appear when the pointer has rested there for a quarter of a second, because an
 * earlier click is meant for what they cover, such as a link. With `cellKey` as its key, the wait begins anew at each cell.
 */
export function CellButtons({ cell: { right, top }, children }: { cell: HoveredCell; children: ReactNode }) {
  return (
    <div data-actions className={classes.buttons} style={{ right, top }}>
      {children}
    </div>
  );
}
