'use client';

import { IconArrowRight, IconX } from '@tabler/icons-react';
import type { RefObject } from 'react';
import { IconButton } from '@/components/ui/button';
import { Link } from '@/components/ui/link';
import { Loading } from '@/components/ui/loading';
import { Problem } from '@/components/ui/problem';
import { Value } from '@/components/ui/text';
import { paths } from '@/lib/routes/paths';
import classes from './device-events.module.css';
import { EventBody } from './event-detail';
import { eventTitle } from './event-words';
import { useEvent } from './queries';

interface Props {
  deviceId: string;
  eventId: string;
  /** The question of the device’s page, so that the event’s own page can lead back to it. */
  asked: URLSearchParams;
  onClose: () => void;
  box: RefObject<HTMLElement | null>;
}

/** One event beside the table. */
export function EventPanel({ deviceId, eventId, asked, onClose, box }: Props) {
  const { data, error, refetch } = useEvent(deviceId, eventId);
  return (
    <aside ref={box} className={classes.panel} aria-label="Event" tabIndex={-1}>
      <header className={classes.panelHead}>
        <h2>{data ? <Value text={eventTitle(data.event)} /> : 'Event'}</h2>
        <Link href={paths.event(deviceId, eventId, asked)} className={classes.go} data-tip="The event’s own page (Enter)">
          Open event <IconArrowRight size={15} stroke={1.75} aria-hidden />
        </Link>
        <IconButton label="Close" tip="Close (Esc)" onClick={onClose}>
          <IconX size={17} stroke={1.75} aria-hidden />
        </IconButton>
      </header>
      <div className={classes.panelBody}>
        {error && <Problem error={error} retry={refetch} />}
        {!data && !error && <Loading what="Loading this event…" rows={10} />}
        {data && <EventBody detail={data} asked={asked} />}
      </div>
    </aside>
  );
}
