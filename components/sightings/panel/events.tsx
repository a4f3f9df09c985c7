'use client';

import { eventWords } from '@/components/events/event-words';
import { CopyButton } from '@/components/ui/copy';
import { Link } from '@/components/ui/link';
import { Loading } from '@/components/ui/loading';
import { Notices } from '@/components/ui/notices';
import { Problem } from '@/components/ui/problem';
import { SignalMark } from '@/components/ui/signal-mark';
import { Value } from '@/components/ui/text';
import { Time } from '@/components/ui/time';
import { defaultEventsParams, writeEventsParams } from '@/lib/devices/params';
import { paths } from '@/lib/routes/paths';
import { formatCount } from '@/lib/shared/format';
import type { Window } from '@/lib/shared/window';
import { partsOfKey } from '../open-row';
import classes from './panel.module.css';
import { useNewestEvents } from './queries';

/** The newest events, each a link to its own address. */
export function Events({ open, window, total }: { open: string; window: Window | undefined; total: number }) {
  const { data, error, refetch } = useNewestEvents(open, window);
  const { deviceId, toolSlug } = partsOfKey(open);
  const ofTool = window && { ...defaultEventsParams, window, tool: toolSlug };
  const all = ofTool && paths.device(deviceId, writeEventsParams({ ...ofTool, matched: true }));
  const asked = ofTool && writeEventsParams(ofTool);
  return (
    <section aria-label="Newest events">
      <h3>
        Newest events
        {data && all && data.total > data.rows.length && (
          <Link href={all} className={classes.all}>
            All {formatCount(data.total)}
          </Link>
        )}
      </h3>
      {data && <Notices notices={data.notices} />}
      {error && <Problem error={error} retry={refetch} />}
      {!data && !error && <Loading what="Loading its events…" rows={Math.min(6, total)} height={48} />}
      <ul className={classes.events}>
        {data?.rows.map((event) => {
          const { text, label } = eventWords(event);
          return (
            <li key={event.id}>
              <Link
                href={paths.event(deviceId, event.id, asked)}
                className={classes.event}
                aria-label={event.reportId === null ? `Event at ${event.timestamp}` : `Event with ReportId ${event.reportId}`}
              >
                <span className={classes.when}>
                  <SignalMark signal={event.signal} />
                  <Time value={event.timestamp} />
                  {event.reportId !== null && <span className={classes.report}>ReportId {event.reportId}</span>}
                </span>
                <Value text={text === '' ? '(no value)' : text} mono />
              </Link>
              {text !== '' && <CopyButton text={text} label={label} />}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
