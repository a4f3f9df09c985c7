'use client';

import Link from 'next/link';
import { useEffect, useRef } from 'react';
import { toolColor } from '@/components/charts/tool-color';
import { Loading } from '@/components/ui/loading';
import { Notices } from '@/components/ui/notices';
import { Problem } from '@/components/ui/problem';
import { SignalMark } from '@/components/ui/signal-mark';
import { Value } from '@/components/ui/text';
import { Time } from '@/components/ui/time';
import { slugOf } from '@/lib/hunts/model';
import { paths } from '@/lib/routes/paths';
import { formatCount } from '@/lib/shared/format';
import { addTicks, parseDuration } from '@/lib/shared/time';
import type { DeviceEvent } from '@/lib/sightings/model';
import { defaultEventsParams } from '@/lib/sightings/params';
import classes from './around.module.css';
import { eventWords } from './event-words';
import { useEvents } from './queries';

const SPAN = parseDuration('15m') ?? 0n;

/** Every row of the device from 15 minutes before an event to 15 minutes after it, newest first, the event marked. */
export function Around({ event }: { event: DeviceEvent }) {
  const { deviceId, timestamp } = event;
  const window = { from: addTicks(timestamp, -SPAN), to: addTicks(timestamp, SPAN) };
  const asked = { ...defaultEventsParams, window };
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useEvents(deviceId, asked);
  const list = useRef<HTMLOListElement>(null);
  const rows = data?.pages.flatMap((page) => page.rows) ?? [];
  const isThere = rows.some((row) => row.id === event.id);
  // The list scrolls by itself; the event in it is what one came for.
  useEffect(() => {
    const [box, own] = [list.current, list.current?.querySelector('[aria-current]')];
    if (isThere && box && own instanceof HTMLElement) box.scrollTop = own.offsetTop - box.clientHeight / 2;
  }, [isThere]);
  if (error) return <Problem error={error} retry={refetch} />;
  if (!data) return <Loading what="Asking for 15 minutes before and after…" rows={8} />;
  const total = data.pages[0]?.total ?? 0;
  return (
    <>
      <Notices notices={data.pages[0]?.notices ?? []} />
      <ol ref={list} className={classes.list} aria-label="Events of the device around this one">
        {rows.map((row) => (
          <AroundRow key={row.id} row={row} isOwn={row.id === event.id} />
        ))}
      </ol>
      <p className={classes.foot}>
        {formatCount(rows.length)} of {formatCount(total)} rows
        {hasNextPage && (
          <button type="button" disabled={isFetchingNextPage} onClick={() => fetchNextPage()}>
            {isFetchingNextPage ? 'Asking for more…' : 'Show earlier ones'}
          </button>
        )}
      </p>
    </>
  );
}

function AroundRow({ row, isOwn }: { row: DeviceEvent; isOwn: boolean }) {
  const { text } = eventWords(row);
  const content = (
    <>
      <Time value={row.timestamp} />
      <SignalMark signal={row.signal} />
      <span className={classes.action}>{String(row.columns.ActionType ?? '')}</span>
      <span className={classes.what}>
        {row.tools.map((tool) => (
          <span key={tool} className={classes.tool}>
            <span className={classes.swatch} style={{ background: toolColor(slugOf(tool)) }} />
            {tool}
          </span>
        ))}
        <Value text={text === '' ? '(no value)' : text} mono />
      </span>
    </>
  );
  if (isOwn) {
    return (
      <li aria-current="true">
        <span className={classes.row}>{content}</span>
      </li>
    );
  }
  return (
    <li>
      <Link href={paths.event(row.deviceId, row.id)} prefetch={false} className={classes.row}>
        {content}
      </Link>
    </li>
  );
}
