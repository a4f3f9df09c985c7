// biome-ignore-all lint/a11y/useSemanticElements: a table's own elements lose their meaning when laid out as a grid; roles keep it.
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and names the active row.
'use client';

import { useMergedRef } from '@mantine/hooks';
import type { ReactTable, RowData } from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, type RefObject, useCallback, useEffect, useImperativeHandle, useMemo, useRef, useState } from 'react';
import { type GridFeatures, isSqueezed, ROW_HEIGHT, tracksOf } from './features';
import classes from './grid.module.css';
import { layOut } from './lay-out';
import { GridRow, HeadingRow, ShapeRow } from './row';
import { usePlace } from './use-place';

export interface GridHandle {
  focus: () => void;
  scrollTo: (index: number) => void;
  /** How many rows Page Up and Page Down move by. */
  screenful: () => number;
}

interface Props<Row extends RowData> {
  table: ReactTable<GridFeatures, Row>;
  label: string;
  /** How many rows the answer has, loaded or not. */
  total: number;
  active: number | null;
  opened: string | null;
  /** The name of the list, under which its scroll position is kept until the person comes back. */
  place: string;
  /** How many placeholders to draw for rows that are loading. */
  pending: number;
  /** The answer on the screen is still to the previous question. */
  stale: boolean;
  sortOf: (columnId: string) => 'ascending' | 'descending' | undefined;
  onRowClick: (index: number, event: React.MouseEvent) => void;
  /** A row that is to be shown is not loaded yet. */
  isSeeking?: boolean;
  /** Called when more rows are needed: the end of the loaded ones is near, or the row to show is not among them. */
  onNearEnd: () => void;
  handle: RefObject<GridHandle | null>;
  /** The width of the table in pixels while no panel is open; 0 until it is measured. */
  room: number;
  /** Which rows to mark. */
  isMarked?: (row: Row) => boolean;
  /** The headings of groups, by the index of the first row of each. */
  headings?: ReadonlyMap<number, ReactNode>;
  /** How many pixels at the end of the rows are covered by what lies over them. */
  clearance?: number;
  /** What lies over the rows: menus and bars. */
  children?: ReactNode;
}

const NEAR = 60;
const noHeadings: ReadonlyMap<number, ReactNode> = new Map();

/** A virtualised table under a sticky header. All rows have the same height. It knows nothing of the product. */
export function Grid<Row extends RowData>(props: Props<Row>) {
  const {
    table,
    label,
    place,
    total,
    active,
    opened,
    pending,
    stale,
    sortOf,
    onRowClick,
    isSeeking = false,
    onNearEnd,
    handle,
    room,
    clearance = 0,
    isMarked,
    headings = noHeadings,
    children,
  } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const { rows } = table.getRowModel();
  const columns = table.getVisibleLeafColumns();
  const { template, narrowest } = tracksOf(columns, room);
  const [bar, setBar] = useState(0);
  // The scrollbar is always shown, so it is measured once.
  const measureBar = useCallback((element: HTMLElement | null) => {
    if (element) setBar(element.offsetWidth - element.clientWidth);
  }, []);
  const box = useMergedRef(scroller, measureBar);
  // A panel beside the table covers its right end and moves no column. The person scrolls sideways to the rest.
  const minWidth = Math.max(narrowest, room - bar);
  const layout = useMemo(() => layOut(rows.length, [...headings.keys()]), [rows.length, headings]);
  const keyOf = (at: number) => {
    const line = layout.lines[at];
    if (!line) return `pending ${at}`;
    const id = rows[line.row]?.id ?? `row ${line.row}`;
    return line.isHeading ? `heading ${id}` : id;
  };
  const { initialOffset, wasHere, keep } = usePlace(place, scroller);
  const virtualizer = useVirtualizer({
    count: layout.lines.length + pending,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => keyOf(index),
    overscan: 14,
    initialOffset,
    scrollMargin: 0,
    // The head is in the scroller and pushes the rows down by its own height.
    scrollPaddingEnd: ROW_HEIGHT + clearance,
    paddingEnd: clearance,
    useFlushSync: false,
  });
  const items = virtualizer.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  const isMoreWanted = pending > 0 && (isSeeking || last >= layout.lines.length - NEAR);

  // The next page is fetched from the server.
  useEffect(() => {
    if (isMoreWanted) onNearEnd();
  }, [isMoreWanted, onNearEnd]);
  useImperativeHandle(
    handle,
    () => ({
      focus: () => scroller.current?.focus({ preventScroll: true }),
      scrollTo: (index) => virtualizer.scrollToIndex(layout.lineOf(index), { align: 'auto' }),
      screenful: () => Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / ROW_HEIGHT) - 2),
    }),
    [virtualizer, layout],
  );

  // The browser holds the scroll position. The row that a link opens is scrolled into sight once, when it has loaded.
  const shown = useRef(opened === null);
  useEffect(() => {
    const index = shown.current ? -1 : rows.findIndex((row) => row.id === opened);
    if (index === -1) return;
    shown.current = true;
    virtualizer.scrollToIndex(layout.lineOf(index), { align: wasHere ? 'auto' : 'center' });
  }, [rows, opened, virtualizer, wasHere, layout]);

  const rowId = (index: number) => `row-${index}`;
  return (
    <div className={classes.frame}>
      <div
        ref={box}
        onScroll={keep}
        className={classes.scroller}
        role="grid"
        data-squeezed={isSqueezed(room)}
        aria-label={label}
        aria-rowcount={total + 1 + headings.size}
        aria-multiselectable
        aria-busy={stale}
        aria-activedescendant={active === null ? undefined : rowId(active)}
        tabIndex={0}
      >
        <div role="rowgroup" className={classes.head} style={{ minWidth }}>
          {table.getHeaderGroups().map((group) => (
            <div key={group.id} role="row" aria-rowindex={1} className={classes.row} style={{ gridTemplateColumns: template }}>
              {group.headers.map((header) => (
                <div
                  key={header.id}
                  role="columnheader"
                  className={classes.cell}
                  data-align={header.column.columnDef.meta?.align}
                  aria-sort={sortOf(header.column.id)}
                >
                  <table.FlexRender header={header} />
                </div>
              ))}
            </div>
          ))}
        </div>
        <div role="rowgroup" className={classes.body} data-stale={stale} style={{ height: virtualizer.getTotalSize(), minWidth }}>
          {items.map(({ index, key, start }) => {
            const line = layout.lines[index];
            const row = line && rows[line.row];
            if (!line || !row) return <ShapeRow key={key} top={start} columns={columns.length} template={template} />;
            if (line.isHeading)
              return (
                <HeadingRow key={key} top={start} ariaIndex={index + 2} columns={columns.length}>
                  {headings.get(line.row)}
                </HeadingRow>
              );
            return (
              <GridRow
                key={key}
                id={rowId(line.row)}
                ariaIndex={index + 2}
                table={table}
                row={row}
                index={line.row}
                top={start}
                template={template}
                isActive={line.row === active}
                isOpened={row.id === opened}
                isMarked={isMarked?.(row.original) ?? false}
                isSelected={row.getIsSelected()}
                onClick={onRowClick}
              />
            );
          })}
        </div>
      </div>
      {children}
    </div>
  );
}
