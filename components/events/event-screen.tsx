'use client';

import Link from 'next/link';
import { useHunts } from '@/components/sightings/queries';
import { CopyButton } from '@/components/ui/copy';
import { PageHeader } from '@/components/ui/page-header';
import { Value } from '@/components/ui/text';
import { paths } from '@/lib/routes/paths';
import { addTicks, parseDuration } from '@/lib/shared/time';
import type { EventDetail } from '@/lib/sightings/model';
import { defaultEventsParams, writeEventsParams } from '@/lib/sightings/params';
import { EventBody } from './event-detail';
import classes from './event-screen.module.css';
import { eventTitle } from './event-title';
import { useEvent } from './queries';

const DAY = parseDuration('1d') ?? 0n;

/** An event's own page: what a link to it opens. */
export function EventScreen({ initial }: { initial: EventDetail }) {
  const { deviceId, id, timestamp } = initial.event;
  const detail = useEvent(deviceId, id, initial).data ?? initial;
  const hunts = useHunts().data?.hunts;
  const window = { from: addTicks(timestamp, -DAY), to: addTicks(timestamp, DAY) };
  const device = paths.device(deviceId, writeEventsParams({ ...defaultEventsParams, window }));
  return (
    <div className={classes.page}>
      <nav aria-label="Breadcrumb" className={classes.crumbs}>
        <Link href={paths.home()}>Sightings</Link>
        <span aria-hidden>/</span>
        <Link href={device}>
          <Value text={detail.deviceName || deviceId} />
        </Link>
        <span aria-hidden>/</span>
        <span aria-current="page">Event</span>
      </nav>
      <PageHeader title={<Value text={eventTitle(detail.event)} />}>
        on{' '}
        <Link href={device}>
          <Value text={detail.deviceName || deviceId} />
        </Link>{' '}
        <CopyButton text={detail.deviceName || deviceId} label="device name" />
      </PageHeader>
      <EventBody detail={detail} hunts={hunts} />
    </div>
  );
}
