'use client';

import { useElementSize } from '@mantine/hooks';
import dynamic from 'next/dynamic';
import { useCallback, useMemo, useRef, useState } from 'react';
import { colouredTools } from '@/components/charts/prepare-timeline';
import { MARKED_TOOL } from '@/components/events/open-event';
import { lastWords } from '@/components/shell/window-words';
import type { GridHandle } from '@/components/table/grid';
import { Answered } from '@/components/ui/answered';
import { useKeys } from '@/components/ui/keys';
import { Loading } from '@/components/ui/loading';
import { notSaid } from '@/components/ui/not-said';
import { BelowNotices, Notices } from '@/components/ui/notices';
import { Problem } from '@/components/ui/problem';
import { defaultEventsParams, writeEventsParams } from '@/lib/devices/params';
import type { Notice } from '@/lib/query/model';
import { paths } from '@/lib/routes/paths';
import { messageOf } from '@/lib/shared/errors';
import { counted } from '@/lib/shared/format';
import type { Sighting } from '@/lib/sightings/model';
import { AnswerBar } from './answer-bar';
import { Figures } from './figures';
import { FilterBar } from './filter-bar';
import { rowKey } from './open-row';
import { useSightings, useStatus, useTimeline } from './queries';
import classes from './sightings.module.css';
import { SightingsEmpty } from './sightings-empty';
import { SightingsTable } from './sightings-table';
import { TimelineSection } from './timeline-section';
import { useAsking } from './use-asking';
import { useQuestion } from './use-question';

const Panel = dynamic(() => import('./panel/panel').then((module) => module.Panel), { ssr: false });
const none: Sighting[] = [];
/** At most this many pages are loaded to find the row that a link opens. */
const SOUGHT = 5;

/** The home page: is there anything I must look at? */
export function SightingsScreen() {
  const { params, notices, ask, open, setOpen } = useQuestion();
  const { asking, askAgain } = useAsking();
  const sightings = useSightings(params, asking);
  const hunts = useStatus().data?.hunts;
  const timeline = useTimeline(params, asking).data;
  const coloured = useMemo(() => (timeline ? colouredTools(timeline) : null), [timeline]);
  const { ref: below, width: room } = useElementSize<HTMLDivElement>();
  const [handle, panel, search] = [useRef<GridHandle>(null), useRef<HTMLElement>(null), useRef<HTMLInputElement>(null)];

  const { data, error, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage, isPlaceholderData, isFetching } =
    sightings;
  const page = data?.pages[0];
  const rows = useMemo(() => data?.pages.flatMap((one) => one.rows) ?? none, [data]);

  const more = useCallback(() => {
    if (!isFetchingNextPage && !isFetchNextPageError && !isPlaceholderData) void fetchNextPage();
  }, [fetchNextPage, isFetchingNextPage, isFetchNextPageError, isPlaceholderData]);
  const [linked] = useState(open);
  // The row may be on a later page.
  const isSought =
    linked !== null && open === linked && (data?.pages.length ?? 0) < SOUGHT && !rows.some((row) => rowKey(row) === open);
  const window = page?.window;
  const deviceHref = useCallback(
    (deviceId: string, tool: string) => {
      const asked = writeEventsParams({ ...defaultEventsParams, window: params.window, since: params.since });
      asked.set(MARKED_TOOL, tool);
      return paths.device(deviceId, asked);
    },
    [params.window, params.since],
  );
  useKeys({
    '/': () => search.current?.focus(),
    n: () => ask({ ...params, new: !params.new }),
    r: askAgain,
  });

  const isStale = isPlaceholderData || page?.isEarlier === true;
  const over = 'last' in params.window ? `over the ${lastWords(params.window.last).toLowerCase()}` : 'over the chosen window';
  const failed: Notice[] =
    error && page?.isEarlier ? [{ kind: 'partial', message: `The hunts could not be asked: ${messageOf(error)}` }] : [];
  const said = mergeNotices([...failed, ...notices], page?.notices ?? []);
  return (
    <div className={classes.page}>
      <h1 className="sr-only">Sightings</h1>
      <Answered window={isStale ? undefined : window} />
      <Notices notices={said} />
      <div className={classes.band}>
        <Figures page={page} stale={isStale} failed={error !== null && !page} params={params} ask={ask} />
        <AnswerBar
          page={page}
          stale={isStale}
          params={params}
          asking={isFetching && !isFetchingNextPage}
          ask={ask}
          onAskAgain={askAgain}
        />
      </div>
      <TimelineSection
        params={params}
        ask={ask}
        asking={asking}
        excluded={page?.excluded}
        hasRows={page !== undefined || error !== null}
      />
      <FilterBar
        params={params}
        ask={ask}
        page={page}
        stale={isStale}
        loaded={rows.length}
        box={search}
        onLeave={() => handle.current?.focus()}
      />
      <div ref={below} className={classes.below}>
        {error && !page && (
          <div className={classes.instead}>
            <Problem error={error} retry={sightings.refetch} />
          </div>
        )}
        {!error && !page && (
          <div className={classes.instead}>
            <Loading what={`Running ${hunts === undefined ? 'the hunts' : counted(hunts, 'hunt')} ${over}…`} rows={16} />
          </div>
        )}
        {page && page.total === 0 && (
          <div className={classes.instead}>
            <SightingsEmpty page={page} params={params} ask={ask} />
          </div>
        )}
        {page && page.total > 0 && (
          <SightingsTable
            rows={rows}
            page={page}
            params={params}
            ask={ask}
            stale={isStale}
            hasMore={hasNextPage}
            moreError={isFetchNextPageError ? error : null}
            onRetry={() => fetchNextPage()}
            onMore={more}
            isSeeking={isSought}
            open={open}
            setOpen={setOpen}
            deviceHref={deviceHref}
            handle={handle}
            panel={panel}
            room={room}
            coloured={coloured}
          />
        )}
        {open !== null && (
          <BelowNotices said={said}>
            <Panel
              open={open}
              row={rows.find((row) => rowKey(row) === open)}
              window={window}
              since={params.since}
              step={page?.axis.step}
              ever={page?.ever}
              stale={isStale}
              deviceHref={deviceHref}
              onClose={() => {
                handle.current?.focus();
                setOpen(null);
              }}
              box={panel}
            />
          </BelowNotices>
        )}
      </div>
    </div>
  );
}

/** The server parses the same parameters, so its notices about them repeat ours. */
const mergeNotices = (own: Notice[], answered: Notice[]) => [...own, ...notSaid(answered, own)];
