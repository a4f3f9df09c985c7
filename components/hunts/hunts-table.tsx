'use client';

import { useElementSize } from '@mantine/hooks';
import { useTable } from '@tanstack/react-table';
import { useMemo, useRef } from 'react';
import { gridFeatures, visibilityOf } from '@/components/table/features';
import { Grid, type GridHandle } from '@/components/table/grid';
import { useRowKeys } from '@/components/table/use-row-keys';
import { useGo } from '@/components/ui/going';
import type { HuntsParams, ToolSort } from '@/lib/hunts/params';
import { paths } from '@/lib/routes/paths';
import classes from './hunts.module.css';
import { columns, sortContext } from './hunts-columns';
import type { ToolRow } from './tool-rows';

interface Props {
  rows: ToolRow[];
  sort: HuntsParams['sort'];
  onSort: (key: ToolSort) => void;
  /** Names the list, so that its scroll position is found again. */
  place: string;
}

const keyOf = ({ slug }: ToolRow) => slug;

/** Tools with what was seen of them and their hunts; Enter or a click opens the tool's page. */
export function HuntsTable({ rows, sort, onSort, place }: Props) {
  const go = useGo();
  const { ref, width: room } = useElementSize<HTMLDivElement>();
  const [handle, noPanel] = [useRef<GridHandle>(null), useRef<HTMLElement>(null)];
  const open = (row: ToolRow) => go(paths.tool(row.slug));
  const { active, onRowClick } = useRowKeys({
    rows,
    keyOf,
    open: null,
    setOpen: (key) => key !== null && go(paths.tool(key)),
    onGo: open,
    handle,
    panel: noPanel,
  });
  const columnVisibility = useMemo(() => visibilityOf(columns, [], room), [room]);
  const table = useTable({ features: gridFeatures, columns, data: rows, getRowId: keyOf, state: { columnVisibility } });
  const context = useMemo(() => ({ sort, onSort }), [sort, onSort]);
  return (
    <sortContext.Provider value={context}>
      <div ref={ref} className={classes.grid}>
        <Grid
          table={table}
          label="Tools and their hunts"
          place={place}
          total={rows.length}
          active={active}
          opened={null}
          pending={0}
          stale={false}
          sortOf={(column) => (column === sort.key ? (sort.descending ? 'descending' : 'ascending') : undefined)}
          onRowClick={onRowClick}
          onNearEnd={() => undefined}
          handle={handle}
          room={room}
        />
      </div>
    </sortContext.Provider>
  );
}
