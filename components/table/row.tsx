// biome-ignore-all lint/a11y/useSemanticElements: a table's own elements lose their meaning when laid out as a grid; roles keep it.
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and names the active row.
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the page handles the keys of all rows.
'use client';

import type { ReactTable, RowData, Row as TableRow } from '@tanstack/react-table';
import { type MouseEvent, memo, type ReactNode } from 'react';
import type { GridFeatures } from './features';
import classes from './grid.module.css';

interface Props<Row extends RowData> {
  id: string;
  table: ReactTable<GridFeatures, Row>;
  row: TableRow<GridFeatures, Row>;
  index: number;
  /** The row’s number among all lines of the grid; the head is the first. */
  ariaIndex: number;
  top: number;
  template: string;
  isActive: boolean;
  isOpened: boolean;
  isMarked: boolean;
  isSelected: boolean;
  onClick: (index: number, event: MouseEvent) => void;
}

function PlainRow<Row extends RowData>({
  id,
  table,
  row,
  index,
  ariaIndex,
  top,
  template,
  isActive,
  isOpened,
  isMarked,
  isSelected,
  onClick,
}: Props<Row>) {
  return (
    <div
      id={id}
      role="row"
      aria-rowindex={ariaIndex}
      aria-selected={isSelected}
      className={classes.row}
      data-index={index}
      data-active={isActive}
      data-opened={isOpened}
      data-marked={isMarked}
      style={{ gridTemplateColumns: template, transform: `translateY(${top}px)` }}
      onClick={(event) => onClick(index, event)}
    >
      {row.getVisibleCells().map((cell) => (
        <div
          key={cell.id}
          role="gridcell"
          className={classes.cell}
          data-column={cell.column.id}
          data-align={cell.column.columnDef.meta?.align}
        >
          <table.FlexRender cell={cell} />
        </div>
      ))}
    </div>
  );
}

/** A row renders again only if what it shows changes; the arrival of the next page does not change earlier rows. */
export const GridRow = memo(
  PlainRow,
  (before, after) =>
    before.row.original === after.row.original &&
    before.index === after.index &&
    before.ariaIndex === after.ariaIndex &&
    before.top === after.top &&
    before.template === after.template &&
    before.isActive === after.isActive &&
    before.isOpened === after.isOpened &&
    before.isMarked === after.isMarked &&
    before.isSelected === after.isSelected &&
    before.onClick === after.onClick &&
    before.table.options.columns === after.table.options.columns,
) as typeof PlainRow;

interface HeadingProps {
  top: number;
  ariaIndex: number;
  columns: number;
  children: ReactNode;
}

/** The heading of a group, as high as a row. */
export function HeadingRow({ top, ariaIndex, columns, children }: HeadingProps) {
  return (
    <div role="row" aria-rowindex={ariaIndex} className={classes.heading} style={{ transform: `translateY(${top}px)` }}>
      <div role="gridcell" aria-colspan={columns} className={classes.headingCell}>
        {children}
      </div>
    </div>
  );
}

/** The placeholder of a row that is loading. */
export function ShapeRow({ top, columns, template }: { top: number; columns: number; template: string }) {
  return (
    <div className={classes.row} aria-hidden style={{ gridTemplateColumns: template, transform: `translateY(${top}px)` }}>
      {Array.from({ length: columns }, (_, column) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: shapes have no identity but their place.
        <div key={column} className={classes.cell}>
          <span className={classes.shape} />
        </div>
      ))}
    </div>
  );
}
