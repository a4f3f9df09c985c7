'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getJson } from '@/components/ui/fetch';
import type { DeviceDetail } from '@/lib/devices/model';
import { deviceDetailSchema } from '@/lib/devices/model';
import type { EventsParams } from '@/lib/devices/params';
import { paths } from '@/lib/routes/paths';
import { deviceSearch } from './device-search';

/** What the server read for the page, and for which search. */
export interface InitialDevice {
  search: string;
  detail: DeviceDetail;
}

/** A device over a window. The previous answer stays until the next one arrives. */
export function useDevice(deviceId: string, asked: Pick<EventsParams, 'window' | 'since'>, initial: InitialDevice) {
  const search = deviceSearch(asked).toString();
  return useQuery({
    queryKey: ['device', deviceId, search],
    queryFn: ({ signal }) => getJson(paths.api.device(deviceId, search), deviceDetailSchema, signal),
    initialData: search === initial.search ? initial.detail : undefined,
    placeholderData: keepPreviousData,
  });
}
