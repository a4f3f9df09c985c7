'use client';

import { useCallback } from 'react';
import { DeviceScreen } from '@/components/devices/device-screen';
import type { InitialDevice } from '@/components/devices/use-device';
import { devicePage, deviceTimeline } from '@/lib/routes/deep-links/entities';
import type { Portals } from '@/lib/routes/deep-links/model';
import type { Window } from '@/lib/shared/window';

/** The device's screen with its links into Defender, made here because the timeline's follows the window as it is zoomed. */
export function Device({ initial, portals }: { initial: InitialDevice; portals: Portals }) {
  const { deviceId } = initial.detail;
  const linksOf = useCallback(
    (window: Window) =>
      [
        { name: 'Device in Defender', href: devicePage(portals, deviceId) },
        { name: 'Timeline in Defender', href: deviceTimeline(portals, deviceId, window) },
      ].flatMap(({ name, href }) => (href === null ? [] : [{ name, href }])),
    [deviceId, portals],
  );
  return <DeviceScreen initial={initial} linksOf={linksOf} />;
}
