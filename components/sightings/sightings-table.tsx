'use client';

import { useTable } from '@tanstack/react-table';
import { useRouter } from 'next/navigation';
import { type MouseEvent, type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { gridFeatures, ROW_HEIGHT } from '@/components/table/features';
import { Grid, type GridHandle } from '@/components/table/grid';
import { useKeys } from '@/components/ui/keys';
import { usePrefs } from '@/components/ui/prefs';
import type { Sighting, SightingsPage } from '@/lib/sightings/model';
import { type SightingsParams, type SortKey, writeSightingsParams } from '@/lib/sightings/params';
import { BulkBar } from './bulk-bar';
import { CellActions } from './cell-actions';
import { choosable, columns, givesWay } from './columns';
import { MoreFailed } from './more-failed';
import { rowKey } from './open-row';
import { asSortKey, sortedBy } from './question';
import { type MenuPlace, RowMenu } from './row-menu';
import classes from './sightings.module.css';
import { type TableContext, tableContext } from './table-context';
import type { Ask } from './use-question';
import { useRows } from './use-rows';

interface Props {
  rows: Sighting[];
  page: SightingsPage;
  params: SightingsParams;
  ask: Ask;
  stale: boolean;
  hasMore: boolean;
  /** Why the rows after the last could not be had. */
  moreError: Error | null;
  onRetry: () => void;
  onMore: () => void;
  open: string | null;
  setOpen: (key: string | null, how?: 'push' | 'replace') => void;
  deviceHref: (deviceId: string) => string;
  handle: RefObject<GridHandle | null>;
  panel: RefObject<HTMLElement | null>;
}

/** Shapes drawn after the last loaded row while there are more. */
const SHAPES = 12;

export function SightingsTable(props: Props) {
  const { rows, page, params, ask, stale, hasMore, moreError, onRetry, onMore, open, setOpen, deviceHref, handle, panel } = props;
  const { prefs } = usePrefs();
  const router = useRouter();
  const frame = useRef<HTMLDivElement>(null);
  const [menu, setMenu] = useState<MenuPlace | null>(null);
  const { active, setActive, selected, select, selectAll, clear } = useRows(rows, open);

  const isOpen = open !== null;
  const columnVisibility = useMemo(() => {
    const hidden = isOpen ? [...prefs.hidden, ...givesWay] : prefs.hidden;
    return Object.fromEntries(choosable.map(({ id }) => [id, !hidden.includes(id)]));
  }, [prefs.hidden, isOpen]);
  const rowSelection = useMemo(() => Object.fromEntries([...selected.keys()].map((key) => [key, true as const])), [selected]);
  const table = useTable({
    features: gridFeatures,
    columns,
    data: rows,
    getRowId: rowKey,
    state: { columnVisibility, rowSelection },
  });

  const question = writeSightingsParams(params).toString();
  const asked = useRef(question);
  // The scroll position is the browser's; another question is read from its first row.
  useEffect(() => {
    if (asked.current !== question) handle.current?.toTop();
    asked.current = question;
  }, [question, handle]);

  const context: TableContext = useMemo(
    () => ({
      sort: params.sort,
      onSort: (key: SortKey) => ask(sortedBy(params, key)),
      window: page.window,
      step: page.axis.step,
      deviceHref,
      onSelect: select,
      allSelected: rows.length > 0 && rows.every((row) => selected.has(rowKey(row))),
      someSelected: selected.size > 0,
      onSelectLoaded: selectAll,
    }),
    [params, ask, page.window, page.axis.step, deviceHref, select, selectAll, rows, selected],
  );

  const inPanel = () => panel.current?.contains(document.activeElement) ?? false;
  const moveTo = (index: number) => {
    const next = Math.max(0, Math.min(rows.length - 1, index));
    const row = rows[next];
    if (!row) return;
    setActive(rowKey(row));
    handle.current?.scrollTo(next);
    if (!inPanel()) handle.current?.focus();
    if (isOpen) setOpen(rowKey(row), 'replace');
  };
  const activeRow = active === null ? undefined : rows[active];
  const openActive = () => {
    if (!activeRow) return;
    if (open === rowKey(activeRow)) router.push(deviceHref(activeRow.deviceId));
    else setOpen(rowKey(activeRow));
  };
  const openMenu = () => {
    const box = active === null ? undefined : frame.current?.querySelector(`[data-index="${active}"]`)?.getBoundingClientRect();
    if (activeRow && box) setMenu({ row: activeRow, left: box.left + 60, top: box.bottom - 4 });
  };
  const closeMenu = () => {
    setMenu(null);
    handle.current?.focus();
  };
  const step = (by: number) => moveTo(active === null ? (by > 0 ? 0 : rows.length - 1) : active + by);
  /** The panel scrolls with the browser's own keys while it has the focus. */
  const inTable = (move: () => void) => () => (inPanel() ? false : move());
  const screenful = () => Math.max(1, Math.floor((frame.current?.clientHeight ?? 0) / ROW_HEIGHT) - 2);
  useKeys({
    j: () => step(1),
    k: () => step(-1),
    ArrowDown: inTable(() => step(1)),
    ArrowUp: inTable(() => step(-1)),
    PageDown: inTable(() => step(screenful())),
    PageUp: inTable(() => step(-screenful())),
    Home: inTable(() => moveTo(0)),
    End: inTable(() => moveTo(rows.length - 1)),
    Enter: openActive,
    ArrowRight: () => panel.current?.focus(),
    ArrowLeft: () => handle.current?.focus(),
    x: () => active !== null && select(active, false),
    'Shift+x': () => active !== null && select(active, true),
    e: openMenu,
    Escape: () => (isOpen ? setOpen(null) : clear()),
  });

  const onRowClick = useCallback(
    (index: number, event: MouseEvent) => {
      const row = rows[index];
      if (!row || isControl(event.target) || window.getSelection()?.type === 'Range') return;
      setActive(rowKey(row));
      setOpen(rowKey(row), isOpen ? 'replace' : 'push');
    },
    [rows, setActive, setOpen, isOpen],
  );
  const rowAt = useCallback((index: number) => rows[index], [rows]);
  const sortOf = (column: string) => {
    if (asSortKey(column) !== params.sort.key) return undefined;
    return params.sort.descending ? 'descending' : 'ascending';
  };
  return (
    <tableContext.Provider value={context}>
      <div ref={frame} className={classes.table}>
        <Grid
          table={table}
          label="Sightings"
          total={page.total}
          active={active}
          opened={open}
          pending={hasMore ? SHAPES : 0}
          stale={stale}
          sortOf={sortOf}
          onRowClick={onRowClick}
          onNearEnd={onMore}
          handle={handle}
        >
          <CellActions frame={frame} rowAt={rowAt} params={params} ask={ask} onMenu={setMenu} />
          {moreError && selected.size === 0 && <MoreFailed error={moreError} onRetry={onRetry} />}
          {selected.size > 0 && <BulkBar rows={[...selected.values()]} params={params} ask={ask} onClear={clear} />}
        </Grid>
        {menu && <RowMenu place={menu} params={params} ask={ask} onClose={closeMenu} />}
      </div>
    </tableContext.Provider>
  );
}

/** Something of its own right inside a row or beside it, which keeps its click. */
function isControl(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('a, button, input, label, [role="slider"], [role="menu"]') !== null;
}
