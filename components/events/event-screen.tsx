'use client';

import { useMemo } from 'react';
import { type ShownAnswer, sinceOver } from '@/components/shared-links/fixed-address';
import { LinkButtons } from '@/components/shared-links/link-buttons';
import { CopyButton } from '@/components/ui/copy';
import { Crumbs } from '@/components/ui/crumbs';
import { DeviceName } from '@/components/ui/device-name';
import { useGo } from '@/components/ui/going';
import { useKeys } from '@/components/ui/keys';
import { useSightingsHref } from '@/components/ui/last-question';
import { Link } from '@/components/ui/link';
import { PageHeader } from '@/components/ui/page-header';
import { Value } from '@/components/ui/text';
import { useUrlState } from '@/components/ui/url-state';
import type { EventDetail } from '@/lib/devices/model';
import { parseEventsParams } from '@/lib/devices/params';
import { resolveWindow } from '@/lib/shared/window';
import { EventBody } from './event-detail';
import { deviceHref, readCarried } from './event-links';
import classes from './event-screen.module.css';
import { eventTitle } from './event-words';
import { useEvent } from './queries';

/** The page of one event. */
export function EventScreen({ initial }: { initial: EventDetail }) {
  const { deviceId, id } = initial.event;
  const detail = useEvent(deviceId, id, initial).data ?? initial;
  const go = useGo();
  const sightings = useSightingsHref();
  const { search } = useUrlState();
  const asked = useMemo(() => readCarried(search), [search]);
  const carried = asked.size > 0 ? heldOf(asked, detail.asOf) : {};
  const device = deviceHref(initial.event, asked);
  const name = detail.deviceName || deviceId;
  useKeys({ Escape: () => go(device) });
  return (
    <div className={classes.page}>
      <Crumbs
        above={[
          { href: sightings, name: 'Sightings' },
          { href: device, name: <DeviceName name={name} /> },
        ]}
        current="Event"
      />
      <PageHeader title={<Value text={eventTitle(detail.event)} />} actions={<LinkButtons canFreeze answer={carried} />}>
        on{' '}
        <Link href={device} data-tip="Its device (Esc)">
          <DeviceName name={name} />
        </Link>{' '}
        <CopyButton text={name} label="device name" />
      </PageHeader>
      <EventBody detail={detail} asked={asked} />
    </div>
  );
}

/**
 * The question of the device’s page with its window and `since` as instants, so that a shared link leads back to exactly that.
 */
function heldOf(asked: URLSearchParams, asOf: EventDetail['asOf']): ShownAnswer {
  const { params } = parseEventsParams(asked);
  const window = resolveWindow(params.window, asOf);
  return { window, since: sinceOver(params.since, window) };
}
