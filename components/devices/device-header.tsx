'use client';

import { IconExternalLink } from '@tabler/icons-react';
import { Crumbs } from '@/components/ui/crumbs';
import { useSightingsHref } from '@/components/ui/last-question';
import { PageHeader } from '@/components/ui/page-header';
import { Value } from '@/components/ui/text';
import type { DeviceDetail } from '@/lib/sightings/model';
import classes from './device.module.css';
import { DeviceFacts } from './device-facts';

export interface DeviceLink {
  name: string;
  href: string;
}

/** Which device it is, where else it has a page, and what is known of it. */
export function DeviceHeader({ device, links }: { device: DeviceDetail; links: DeviceLink[] }) {
  const sightings = useSightingsHref();
  return (
    <div className={classes.header}>
      <Crumbs above={[{ href: sightings, name: 'Sightings' }]} current="Device" />
      <PageHeader title={<Value text={device.deviceName || device.deviceId} copy label="device name" focusable />}>
        <div className={classes.ids}>
          <Value text={device.deviceId} mono copy label="device id" />
          {links.map(({ name, href }) => (
            <a key={name} href={href} target="_blank" rel="noopener noreferrer" className={classes.link}>
              {name}
              <IconExternalLink size={14} stroke={1.75} aria-hidden />
              <span className="sr-only"> (opens a new tab)</span>
            </a>
          ))}
        </div>
      </PageHeader>
      <DeviceFacts info={device.info} />
    </div>
  );
}
