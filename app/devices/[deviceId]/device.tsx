'use client';

import { useCallback } from 'react';
import { DeviceScreen } from '@/components/devices/device-screen';
import type { InitialDevice } from '@/components/devices/use-device';
import { defenderDevice, defenderTimeline } from '@/lib/routes/deep-links';
import type { Window } from '@/lib/shared/window';

/** The device's screen with its links into Defender, made here because the timeline's follows the window as it is zoomed. */
export function Device({ initial, tenantId }: { initial: InitialDevice; tenantId: string | null }) {
  const { deviceId } = initial.detail;
  const linksOf = useCallback(
    (window: Window) => {
      if (tenantId === null) return [];
      return [
        { name: 'Device in Defender', href: defenderDevice(deviceId, tenantId) },
        { name: 'Timeline in Defender', href: defenderTimeline(deviceId, tenantId, window) },
      ].flatMap(({ name, href }) => (href === null ? [] : [{ name, href }]));
    },
    [deviceId, tenantId],
  );
  return <DeviceScreen initial={initial} linksOf={linksOf} />;
}
