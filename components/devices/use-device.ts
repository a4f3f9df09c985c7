'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getJson } from '@/components/ui/fetch';
import { usePrefs } from '@/components/ui/prefs';
import type { DeviceDetail } from '@/lib/devices/model';
import { paths } from '@/lib/routes/paths';
import type { WindowChoice } from '@/lib/shared/window';
import { deviceSearch } from './device-search';

/** What the server read for the page, and the search that it answers. */
export interface InitialDevice {
  search: string;
  detail: DeviceDetail;
}

/** A device over a window; the answer before stays until the next is there. */
export function useDevice(deviceId: string, window: WindowChoice, initial: InitialDevice) {
  const { shift } = usePrefs().prefs;
  const search = deviceSearch(window, shift).toString();
  return useQuery({
    queryKey: ['device', deviceId, search],
    queryFn: ({ signal }) => getJson<DeviceDetail>(paths.api.device(deviceId, search), signal),
    initialData: search === initial.search ? initial.detail : undefined,
    placeholderData: keepPreviousData,
  });
}
