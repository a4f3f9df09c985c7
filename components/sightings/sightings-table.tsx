'use client';

import { useTable } from '@tanstack/react-table';
import { type RefObject, useMemo, useRef, useState } from 'react';
import { gridFeatures, visibilityOf } from '@/components/table/features';
import { Grid, type GridHandle } from '@/components/table/grid';
import { useRowKeys } from '@/components/table/use-row-keys';
import { useGo } from '@/components/ui/going';
import { useKeys } from '@/components/ui/keys';
import { usePrefs } from '@/components/ui/prefs';
import { useVerdicts } from '@/components/verdicts/use-verdicts';
import { type SortKey, uselessColumns } from '@/lib/sightings/fields';
import type { Sighting, SightingsPage } from '@/lib/sightings/model';
import { type SightingsParams, writeSightingsParams } from '@/lib/sightings/params';
import { BulkBar } from './bulk-bar';
import { CellActions } from './cell-actions';
import { columns } from './columns';
import { useGroupHeadings } from './group-headings';
import { MoreFailed } from './more-failed';
import { rowKey } from './open-row';
import { sortedBy } from './question';
import { type MenuPlace, RowMenu } from './row-menu';
import classes from './sightings.module.css';
import { type TableContext, tableContext } from './table-context';
import type { Ask } from './use-question';
import { useSelection } from './use-selection';

interface Props {
  rows: Sighting[];
  page: SightingsPage;
  params: SightingsParams;
  ask: Ask;
  stale: boolean;
  hasMore: boolean;
  /** Why the next page could not be loaded. */
  moreError: Error | null;
  onRetry: () => void;
  onMore: () => void;
  /** The row that a link opens is not loaded yet. */
  isSeeking: boolean;
  open: string | null;
  setOpen: (key: string | null, how?: 'push' | 'replace') => void;
  deviceHref: (deviceId: string, toolSlug: string) => string;
  handle: RefObject<GridHandle | null>;
  panel: RefObject<HTMLElement | null>;
  /** The tools that have a colour; null where all have. */
  coloured: ReadonlySet<string> | null;
  /** The width of the table in pixels while no panel is open; 0 until it is measured. */
  room: number;
}

/** How many placeholders stand after the last loaded row while there are more. */
const SHAPES = 12;
/** Pixels at the end of the table that the bar of the selected rows covers. */
const BULK_BAR = 64;

export function SightingsTable(props: Props) {
  const {
    rows,
    page,
    params,
    ask,
    stale,
    hasMore,
    moreError,
    onRetry,
    onMore,
    isSeeking,
    open,
    setOpen,
    deviceHref,
    handle,
    panel,
    room,
    coloured,
  } = props;
  const { prefs } = usePrefs();
  const { choose } = useVerdicts();
  const go = useGo();
  const frame = useRef<HTMLDivElement>(null);
  const [menu, setMenu] = useState<MenuPlace | null>(null);
  const { selected, select, selectAll, clear } = useSelection(rows);
  const headings = useGroupHeadings(rows, params.group, page.groups);
  const onGo = (row: Sighting) => go(deviceHref(row.deviceId, row.toolSlug));
  const { active, onRowClick } = useRowKeys({ rows, keyOf: rowKey, open, setOpen, onGo, handle, panel });

  const { facets } = page;
  const watched = useMemo(() => new Set(page.watched.devices), [page.watched]);
  const columnVisibility = useMemo(
    () => visibilityOf(columns, [...prefs.hidden, ...uselessColumns(facets)], room, params.sort.key),
    [prefs.hidden, facets, room, params.sort.key],
  );
  const rowSelection = useMemo(() => Object.fromEntries([...selected.keys()].map((key) => [key, true as const])), [selected]);
  const table = useTable({
    features: gridFeatures,
    columns,
    data: rows,
    getRowId: rowKey,
    state: { columnVisibility, rowSelection },
  });

  const context: TableContext = useMemo(
    () => ({
      sort: params.sort,
      onSort: (key: SortKey) => ask(sortedBy(params, key)),
      window: page.window,
      watched,
      newSince: page.newSince,
      lookbackFrom: page.lookbackFrom,
      stale,
      coloured,
      step: page.axis.step,
      deviceHref,
      onSelect: select,
      allSelected: rows.length > 0 && rows.every((row) => selected.has(rowKey(row))),
      someSelected: selected.size > 0,
      onSelectLoaded: selectAll,
    }),
    [
      params,
      ask,
      page.window,
      watched,
      page.newSince,
      page.lookbackFrom,
      stale,
      coloured,
      page.axis.step,
      deviceHref,
      select,
      selectAll,
      rows,
      selected,
    ],
  );

  const openMenu = () => {
    const row = active === null ? undefined : rows[active];
    const box = frame.current?.querySelector(`[data-index="${active}"]`)?.getBoundingClientRect();
    if (row && box) setMenu({ row, left: box.left + 60, top: box.bottom - 4 });
  };
  /** Decides the selected rows, or if none is selected the row that the keyboard is at. */
  const decide = () => {
    const row = active === null ? undefined : rows[active];
    const box = frame.current?.querySelector(`[data-index="${active}"]`)?.getBoundingClientRect();
    const [bar] = frame.current?.getElementsByTagName('section') ?? [];
    if (selected.size > 0 && bar)
      choose([...selected.values()], { left: bar.getBoundingClientRect().left, top: bar.getBoundingClientRect().top });
    else if (row && box) choose([row], { left: box.left + 60, top: box.bottom - 4 });
  };
  const closeMenu = () => {
    setMenu(null);
    handle.current?.focus();
  };
  useKeys({
    x: () => active !== null && select(active, false),
    'Shift+x': () => active !== null && select(active, true),
    e: openMenu,
    v: decide,
    Escape: clear,
  });

  const sortOf = (column: string) => {
    if (column !== params.sort.key) return undefined;
    return params.sort.descending ? 'descending' : 'ascending';
  };
  return (
    <tableContext.Provider value={context}>
      <CellActions
        frame={frame}
        className={classes.table}
        rowAt={(index) => rows[index]}
        params={params}
        ask={ask}
        onMenu={setMenu}
      >
        <Grid
          table={table}
          label="Sightings"
          place={`sightings ${writeSightingsParams(params)}`}
          total={page.total}
          active={active}
          opened={open}
          pending={hasMore ? SHAPES : 0}
          stale={stale}
          sortOf={sortOf}
          onRowClick={onRowClick}
          isSeeking={isSeeking}
          onNearEnd={onMore}
          handle={handle}
          room={room}
          headings={headings}
          clearance={selected.size > 0 ? BULK_BAR : 0}
        >
          {moreError && selected.size === 0 && <MoreFailed error={moreError} onRetry={onRetry} />}
          {selected.size > 0 && <BulkBar rows={[...selected.values()]} params={params} ask={ask} onClear={clear} />}
        </Grid>
        {menu && <RowMenu place={menu} params={params} ask={ask} onClose={closeMenu} />}
      </CellActions>
    </tableContext.Provider>
  );
}
