'use client';

import { useState } from 'react';
import { toolColor } from '@/components/charts/tool-color';
import { WordButton } from '@/components/ui/button';
import { Link } from '@/components/ui/link';
import { Loading } from '@/components/ui/loading';
import { Notices } from '@/components/ui/notices';
import { Problem } from '@/components/ui/problem';
import { Segments } from '@/components/ui/segments';
import { SignalMark } from '@/components/ui/signal-mark';
import { Value } from '@/components/ui/text';
import { Time } from '@/components/ui/time';
import type { DeviceEvent } from '@/lib/devices/model';
import { defaultEventsParams } from '@/lib/devices/params';
import { slugOf } from '@/lib/hunts/model';
import { paths } from '@/lib/routes/paths';
import { counted, formatCount } from '@/lib/shared/format';
import { parseDuration } from '@/lib/shared/time';
import type { Window } from '@/lib/shared/window';
import classes from './around.module.css';
import { aroundHref, windowAround } from './event-links';
import { actionOf, eventWords } from './event-words';
import { useEvents } from './queries';

const spans = [
  { value: '15m', name: '±15 min' },
  { value: '60m', name: '±60 min' },
] as const;

interface Props {
  event: DeviceEvent;
  asked: URLSearchParams;
}

/** All rows of the device from some minutes before an event to as many minutes after it, and a link to the device’s page. */
export function Around({ event, asked }: Props) {
  const [span, setSpan] = useState<(typeof spans)[number]['value']>('15m');
  const length = parseDuration(span) ?? 0n;
  const title = `${Number.parseInt(span, 10)} minutes before and after`;
  return (
    <section aria-label={title}>
      <div className={classes.top}>
        <h2>{title}</h2>
        <Segments label="How far around the event" options={spans} value={span} onChange={setSpan} />
        <Link href={aroundHref(event, length)}>All events of the device around this one</Link>
      </div>
      <AroundList event={event} asked={asked} window={windowAround(event.timestamp, length)} />
    </section>
  );
}

/** Newest first, the event marked. */
function AroundList({ event, asked, window }: Props & { window: Window }) {
  const { deviceId } = event;
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useEvents(deviceId, {
    ...defaultEventsParams,
    window,
  });
  const rows = data?.pages.flatMap((page) => page.rows) ?? [];
  const total = data?.pages[0]?.total ?? 0;
  if (error) return <Problem error={error} retry={refetch} />;
  if (!data) return <Loading what="Loading the minutes before and after…" rows={8} />;
  return (
    <>
      <Notices notices={data.pages[0]?.notices ?? []} />
      <ol className={classes.list} aria-label="Events of the device around this one">
        {rows.map((row) => (
          <AroundRow key={row.id} row={row} isOwn={row.id === event.id} asked={asked} />
        ))}
      </ol>
      <p className={classes.foot}>
        {formatCount(rows.length)} of {counted(total, 'row')}
        {hasNextPage && (
          <WordButton look="link" disabled={isFetchingNextPage} onClick={() => fetchNextPage()}>
            {isFetchingNextPage ? 'Loading…' : 'Show earlier ones'}
          </WordButton>
        )}
      </p>
    </>
  );
}

/** Scrolls the list so that the event stands in the middle, again whenever a wider span is chosen. */
function toMiddle(item: HTMLLIElement | null): void {
  if (item?.parentElement) item.parentElement.scrollTop = item.offsetTop - item.parentElement.clientHeight / 2;
}

function AroundRow({ row, isOwn, asked }: { row: DeviceEvent; isOwn: boolean; asked: URLSearchParams }) {
  const { text } = eventWords(row);
  const content = (
    <>
      <Time value={row.timestamp} />
      <SignalMark signal={row.signal} />
      <span className={classes.action}>{actionOf(row)}</span>
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
      <li ref={toMiddle} aria-current="true">
        <span className={classes.row}>{content}</span>
      </li>
    );
  }
  return (
    <li>
      <Link href={paths.event(row.deviceId, row.id, asked)} className={classes.row}>
        {content}
      </Link>
    </li>
  );
}
