'use client';

import { External } from '@/components/links/external';
import { OpenIn } from '@/components/links/open-in';
import { pageWords } from '@/components/links/words';
import { WatchButton } from '@/components/notes/watch-button';
import { LinkButtons } from '@/components/shared-links/link-buttons';
import { CopyButton } from '@/components/ui/copy';
import { Crumbs } from '@/components/ui/crumbs';
import { DeviceName } from '@/components/ui/device-name';
import { useSightingsHref } from '@/components/ui/last-question';
import { PageHeader } from '@/components/ui/page-header';
import { Value } from '@/components/ui/text';
import type { DeviceDetail } from '@/lib/devices/model';
import { type EventsParams, writeEventsParams } from '@/lib/devices/params';
import { paths } from '@/lib/routes/paths';
import classes from './device.module.css';
import { DeviceFacts } from './device-facts';
import { PrintButton } from './print-button';

/** The device’s name, its pages elsewhere, and what is known of it. `stale`: the answer is still that of the previous window. */
export function DeviceHeader({ device, params, stale }: { device: DeviceDetail; params: EventsParams; stale: boolean }) {
  const sightings = useSightingsHref();
  const question = writeEventsParams({ ...params, window: device.window });
  return (
    <div className={classes.header}>
      <Crumbs above={[{ href: sightings, name: 'Sightings' }]} current="Device" />
      <PageHeader
        title={
          <span className={classes.title}>
            <DeviceName name={device.deviceName || device.deviceId} />
            <CopyButton text={device.deviceName || device.deviceId} label="device name" />
          </span>
        }
        actions={
          <>
            <LinkButtons canFreeze answer={stale ? {} : { window: device.window, since: device.newSince }} />
            <WatchButton deviceId={device.deviceId} />
            <PrintButton deviceId={device.deviceId} params={params} />
            <OpenIn what={{ path: paths.api.devicePortalLinks(device.deviceId, question) }} />
          </>
        }
      >
        <div className={classes.ids}>
          <Value text={device.deviceId} mono copy label="device id" />
          {device.pages.map((page) => (
            <External key={page.href} href={page.href}>
              {pageWords(page)} in Defender
            </External>
          ))}
        </div>
      </PageHeader>
      <DeviceFacts info={device.info} />
    </div>
  );
}
