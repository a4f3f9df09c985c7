'use client';

import { Button } from '@mantine/core';
import { useCallback, useMemo } from 'react';
import { useZooms } from '@/components/charts/use-zooms';
import { DeviceEvents } from '@/components/events/device-events';
import { EVENTS, MARKED_TOOL, OPEN_EVENT } from '@/components/events/open-event';
import { useHunts } from '@/components/sightings/queries';
import { whyNoMatch } from '@/components/sightings/why-empty';
import { Answered } from '@/components/ui/answered';
import { Empty } from '@/components/ui/empty';
import { useKeys } from '@/components/ui/keys';
import { BelowNotices, Notices } from '@/components/ui/notices';
import { Problem } from '@/components/ui/problem';
import { useUrlState } from '@/components/ui/url-state';
import { useVerdicts } from '@/components/verdicts/use-verdicts';
import type { HuntSummary } from '@/lib/catalogue/model';
import { type EventsParams, parseEventsParams, writeEventsParams } from '@/lib/devices/params';
import { slugOf } from '@/lib/hunts/model';
import classes from './device.module.css';
import { DeviceHeader } from './device-header';
import { DeviceSide } from './device-side';
import { Lanes } from './lanes';
import { type InitialDevice, useDevice } from './use-device';

const WIDEST = '30d';
const none: HuntSummary[] = [];

/** One device: what is known of it, which tools ran on it and when, and its events. */
export function DeviceScreen({ initial }: { initial: InitialDevice }) {
  const { deviceId } = initial.detail;
  const { search, push, replace } = useUrlState();
  const { params, notices } = useMemo(() => parseEventsParams(new URLSearchParams(search)), [search]);
  const { data, error, refetch, isPlaceholderData } = useDevice(deviceId, params, initial);
  const hunts = useHunts().data?.hunts ?? none;
  const zooms = useZooms(params.window);
  const known = data ?? initial.detail;

  const ask = useCallback(
    (asked: EventsParams, how: 'push' | 'replace' = 'push') => {
      const next = writeEventsParams(asked);
      for (const kept of [OPEN_EVENT, MARKED_TOOL]) {
        const value = search.get(kept);
        if (value !== null) next.set(kept, value);
      }
      (how === 'push' ? push : replace)(next);
    },
    [search, push, replace],
  );
  const tool = params.tool === null ? null : slugOf(params.tool);
  const marked = search.get(MARKED_TOOL);
  const { choose } = useVerdicts();
  const undo = () => {
    const window = zooms.undo();
    if (window) ask({ ...params, window });
  };
  /** Decides the tool that the events are narrowed to, else the one that the link marks, else the first. */
  const decide = () => {
    const lanes = data?.lanes ?? [];
    const lane = lanes.find(({ toolSlug }) => toolSlug === tool) ?? lanes.find(({ toolSlug }) => toolSlug === marked) ?? lanes[0];
    const box = document.querySelectorAll('[data-lane]')[lane ? lanes.indexOf(lane) : 0];
    if (lane && box) choose([lane], { left: box.getBoundingClientRect().left + 60, top: box.getBoundingClientRect().top + 30 });
  };
  useKeys({ u: undo, v: decide });
  const said = [...notices, ...(data?.notices ?? [])];
  const isWidest = 'last' in params.window && params.window.last === WIDEST;

  return (
    <div className={classes.page}>
      <Answered window={isPlaceholderData ? undefined : data?.window} />
      <a href={`#${EVENTS}`} className={classes.skip}>
        Skip to the events
      </a>
      <DeviceHeader device={known} params={params} stale={isPlaceholderData || !data} />
      <Notices notices={said} />
      {!data && error && (
        <div className={classes.instead}>
          <Problem error={error} retry={refetch} />
        </div>
      )}
      <div className={classes.withSide}>
        <div className={classes.beside}>
          {data?.lanes.length === 0 && (
            <div className={classes.instead}>
              <Empty
                title="No remote-management tool was seen on this device in this window"
                next={
                  !isWidest && (
                    <Button variant="default" onClick={() => ask({ ...params, window: { last: WIDEST } })}>
                      Look at the last 30 days
                    </Button>
                  )
                }
              >
                {whyNoMatch(data.notices)}
              </Empty>
            </div>
          )}
          {data && data.lanes.length > 0 && (
            <Lanes
              device={data}
              tool={tool}
              marked={marked}
              asking={isPlaceholderData}
              onTool={(slug) => ask({ ...params, tool: slug === tool ? null : slug, hunt: null })}
              onZoom={(window) => {
                zooms.zoomed(window);
                ask({ ...params, window });
              }}
              onUndo={zooms.canUndo ? undo : undefined}
            />
          )}
        </div>
        <DeviceSide deviceId={deviceId} lanes={data?.lanes ?? known.lanes} />
      </div>
      <BelowNotices said={said}>
        <DeviceEvents deviceId={deviceId} params={params} ask={ask} hunts={hunts} marked={marked} />
      </BelowNotices>
    </div>
  );
}
