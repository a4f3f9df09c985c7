'use client';

import { useElementSize } from '@mantine/hooks';
import { useTable } from '@tanstack/react-table';
import { useCallback, useMemo, useRef } from 'react';
import { gridFeatures, visibilityOf } from '@/components/table/features';
import { Grid, type GridHandle } from '@/components/table/grid';
import { useRowKeys } from '@/components/table/use-row-keys';
import { useGo } from '@/components/ui/going';
import { useKeys } from '@/components/ui/keys';
import { Loading } from '@/components/ui/loading';
import { Notices } from '@/components/ui/notices';
import { usePrefs } from '@/components/ui/prefs';
import { Problem } from '@/components/ui/problem';
import { useUrlState } from '@/components/ui/url-state';
import type { HuntSummary } from '@/lib/catalogue/model';
import type { DeviceEvent } from '@/lib/devices/model';
import { type EventsParams, writeEventsParams } from '@/lib/devices/params';
import { slugOf } from '@/lib/hunts/model';
import { paths } from '@/lib/routes/paths';
import classes from './device-events.module.css';
import { EventCellActions } from './event-cell-actions';
import { choosableFor, choosableIds, columns } from './event-columns';
import { type AskEvents, EventFilters } from './event-filters';
import { carried } from './event-links';
import { EventPanel } from './event-panel';
import { NoEvents } from './no-events';
import { EVENTS, OPEN_EVENT } from './open-event';
import { PrintedEvents } from './printed-events';
import { useEvents } from './queries';
import { useFocusOnce, useInView } from './use-focus';

interface Props {
  deviceId: string;
  params: EventsParams;
  ask: AskEvents;
  hunts: HuntSummary[];
  /** The slug of the tool that the link to this page marks. */
  marked: string | null;
}

const SHAPES = 12;
const none: DeviceEvent[] = [];
const keyOf = (row: DeviceEvent) => row.id;

/** All rows of the source tables on a device. Opening one shows it beside the table; opening it again leads to its own page. */
export function DeviceEvents({ deviceId, params, ask, hunts, marked }: Props) {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage, isPlaceholderData } = useEvents(deviceId, params);
  const { search, push, replace } = useUrlState();
  const { prefs } = usePrefs();
  const go = useGo();
  const { ref: below, width: room } = useElementSize<HTMLDivElement>();
  const section = useRef<HTMLElement>(null);
  const [handle, panel, box] = [useRef<GridHandle>(null), useRef<HTMLElement>(null), useRef<HTMLInputElement>(null)];
  const page = data?.pages[0];
  const rows = useMemo(() => data?.pages.flatMap((one) => one.rows) ?? none, [data]);
  const open = search.get(OPEN_EVENT);

  const setOpen = useCallback(
    (id: string | null, how: 'push' | 'replace' = 'push') => {
      const next = new URLSearchParams(search);
      if (id === null) next.delete(OPEN_EVENT);
      else next.set(OPEN_EVENT, id);
      (how === 'push' ? push : replace)(next);
    },
    [search, push, replace],
  );
  const choosable = useMemo(() => choosableFor(rows), [rows]);
  const columnVisibility = useMemo(() => {
    const absent = choosableIds.filter((id) => !choosable.some((column) => column.id === id));
    return visibilityOf(columns, [...prefs.hidden, ...absent], room);
  }, [choosable, prefs.hidden, room]);
  const table = useTable({
    features: gridFeatures,
    columns,
    data: rows,
    getRowId: keyOf,
    state: { columnVisibility, rowSelection: {} },
  });

  const isMarked = useCallback((row: DeviceEvent) => row.tools.some((tool) => slugOf(tool) === marked), [marked]);
  const asked = useMemo(() => carried(params), [params]);
  const onGo = (row: DeviceEvent) => go(paths.event(deviceId, row.id, asked));
  const { active, onRowClick, close } = useRowKeys({ rows, keyOf, open, setOpen, onGo, handle, panel });
  useKeys({ '/': () => box.current?.focus() });
  // Whoever comes back from an event’s page continues at its row.
  useFocusOnce(handle, rows.length > 0 && open !== null);
  useInView(section, active);
  const more = useCallback(() => {
    if (!isFetchingNextPage && !isPlaceholderData) void fetchNextPage();
  }, [fetchNextPage, isFetchingNextPage, isPlaceholderData]);

  return (
    <section ref={section} id={EVENTS} tabIndex={-1} className={classes.section} aria-label="Events">
      <EventFilters
        params={params}
        ask={ask}
        hunts={hunts}
        loaded={rows.length}
        total={page?.total}
        columns={choosable}
        box={box}
        onLeave={() => handle.current?.focus()}
      />
      <Notices notices={page?.notices ?? []} />
      {page && page.total > 0 && <PrintedEvents rows={rows} page={page} params={params} hunts={hunts} />}
      <div ref={below} className={classes.below}>
        <div className={classes.rows}>
          {error && !isFetchingNextPage && <Problem error={error} retry={refetch} />}
          {!error && !page && <Loading what="Loading the device’s events…" rows={12} />}
          {!error && page?.total === 0 && <NoEvents params={params} ask={ask} />}
          {!error && page && page.total > 0 && (
            <EventCellActions rows={rows} window={params.window}>
              <Grid
                table={table}
                label="Events"
                place={`events ${deviceId} ${writeEventsParams(params)}`}
                total={page.total}
                active={active}
                opened={open}
                pending={hasNextPage ? SHAPES : 0}
                stale={isPlaceholderData}
                sortOf={(id) => (id === 'event-time' ? 'descending' : undefined)}
                onRowClick={onRowClick}
                onNearEnd={more}
                handle={handle}
                room={room}
                isMarked={isMarked}
              />
            </EventCellActions>
          )}
        </div>
        {open !== null && <EventPanel deviceId={deviceId} eventId={open} asked={asked} onClose={close} box={panel} />}
      </div>
    </section>
  );
}
