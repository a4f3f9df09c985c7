'use client';

import { useTable } from '@tanstack/react-table';
import { useRouter } from 'next/navigation';
import { useCallback, useMemo, useRef } from 'react';
import { gridFeatures } from '@/components/table/features';
import { Grid, type GridHandle } from '@/components/table/grid';
import { useRowKeys } from '@/components/table/use-row-keys';
import { Empty } from '@/components/ui/empty';
import { Loading } from '@/components/ui/loading';
import { Notices } from '@/components/ui/notices';
import { usePrefs } from '@/components/ui/prefs';
import { Problem } from '@/components/ui/problem';
import { useUrlState } from '@/components/ui/url-state';
import { paths } from '@/lib/routes/paths';
import type { DeviceEvent, HuntSummary } from '@/lib/sightings/model';
import type { EventsParams } from '@/lib/sightings/params';
import classes from './device-events.module.css';
import { choosable, columns, givesWay } from './event-columns';
import { type AskEvents, EventFilters } from './event-filters';
import { EventPanel } from './event-panel';
import { useEvents } from './queries';

interface Props {
  deviceId: string;
  params: EventsParams;
  ask: AskEvents;
  hunts: HuntSummary[];
}

/** Which event is open beside the table: part of the URL, so that a link restores it. */
const OPEN = 'event';
const SHAPES = 12;
const none: DeviceEvent[] = [];
const keyOf = (row: DeviceEvent) => row.id;

/** Every row of the source tables on a device; a row opens beside the table, its own page is one step further. */
export function DeviceEvents({ deviceId, params, ask, hunts }: Props) {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage, isPlaceholderData } = useEvents(deviceId, params);
  const { search, push, replace } = useUrlState();
  const { prefs } = usePrefs();
  const router = useRouter();
  const [handle, panel] = [useRef<GridHandle>(null), useRef<HTMLElement>(null)];
  const page = data?.pages[0];
  const rows = useMemo(() => data?.pages.flatMap((one) => one.rows) ?? none, [data]);
  const open = search.get(OPEN);

  const setOpen = useCallback(
    (id: string | null, how: 'push' | 'replace' = 'push') => {
      const next = new URLSearchParams(search);
      if (id === null) next.delete(OPEN);
      else next.set(OPEN, id);
      (how === 'push' ? push : replace)(next);
    },
    [search, push, replace],
  );
  const columnVisibility = useMemo(() => {
    const hidden = open === null ? prefs.hidden : [...prefs.hidden, ...givesWay];
    return Object.fromEntries(choosable.map(({ id }) => [id, !hidden.includes(id)]));
  }, [prefs.hidden, open]);
  const table = useTable({
    features: gridFeatures,
    columns,
    data: rows,
    getRowId: keyOf,
    state: { columnVisibility, rowSelection: {} },
  });

  const onGo = (row: DeviceEvent) => router.push(paths.event(deviceId, row.id));
  const { active, onRowClick } = useRowKeys({ rows, keyOf, open, setOpen, onGo, handle, panel });
  const more = useCallback(() => {
    if (!isFetchingNextPage && !isPlaceholderData) void fetchNextPage();
  }, [fetchNextPage, isFetchingNextPage, isPlaceholderData]);

  return (
    <section className={classes.section} aria-label="Events">
      <EventFilters params={params} ask={ask} hunts={hunts} loaded={rows.length} total={page?.total} />
      <Notices notices={page?.notices ?? []} />
      <div className={classes.below}>
        {error && !isFetchingNextPage && <Problem error={error} retry={refetch} />}
        {!error && !page && <Loading what="Asking for the device’s events…" rows={12} />}
        {!error && page?.total === 0 && (
          <Empty title="No such events in this window">
            {params.matched || params.tool !== null || params.hunt !== null
              ? 'Ask for every row, clear the filters, or choose a wider window.'
              : 'The tables have no rows of this device between these times. Choose a wider window.'}
          </Empty>
        )}
        {!error && page && page.total > 0 && (
          <Grid
            table={table}
            label="Events"
            total={page.total}
            active={active}
            opened={open}
            pending={hasNextPage ? SHAPES : 0}
            stale={isPlaceholderData}
            sortOf={(id) => (id === 'event-time' ? 'descending' : undefined)}
            onRowClick={onRowClick}
            onNearEnd={more}
            handle={handle}
          />
        )}
        {open !== null && (
          <EventPanel deviceId={deviceId} eventId={open} hunts={hunts} onClose={() => setOpen(null)} box={panel} />
        )}
      </div>
    </section>
  );
}
