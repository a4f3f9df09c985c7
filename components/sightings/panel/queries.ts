'use client';

import { useQuery } from '@tanstack/react-query';
import { getJson } from '@/components/ui/fetch';
import { eventsPageSchema } from '@/lib/devices/model';
import { defaultEventsParams, writeEventsParams } from '@/lib/devices/params';
import { paths } from '@/lib/routes/paths';
import type { Window } from '@/lib/shared/window';
import { sightingsPageSchema } from '@/lib/sightings/model';
import { defaultParams, writeSightingsParams } from '@/lib/sightings/params';
import { partsOfKey, rowKey } from '../open-row';

const NEWEST = 12;

/** One sighting with its ReportIds, whatever the filters of the table. Null: there is none in the window. */
export function useSighting(key: string, window: Window | undefined, since: string) {
  const { toolSlug, deviceId } = partsOfKey(key);
  return useQuery({
    queryKey: ['sighting', key, window, since],
    enabled: window !== undefined,
    queryFn: async ({ signal }) => {
      const asked = { ...defaultParams, since, ...(window && { window }), tool: [{ value: toolSlug, not: false }] };
      const search = writeSightingsParams({ ...asked, device: [{ value: deviceId, not: false }] });
      const page = await getJson(paths.api.sightings(search), sightingsPageSchema, signal);
      // The filter by device also matches names, and the name of one device may be the id of another.
      const row = page.rows.find((one) => rowKey(one) === key);
      return row ? { row, axis: page.axis } : null;
    },
  });
}

/** The newest events behind a sighting. */
export function useNewestEvents(key: string, window: Window | undefined) {
  const { toolSlug, deviceId } = partsOfKey(key);
  return useQuery({
    queryKey: ['events', key, window],
    enabled: window !== undefined,
    queryFn: ({ signal }) => {
      const asked = { ...defaultEventsParams, tool: toolSlug, matched: true };
      const search = writeEventsParams({ ...asked, window: window ?? defaultParams.window });
      search.set('limit', String(NEWEST));
      return getJson(paths.api.deviceEvents(deviceId, search), eventsPageSchema, signal);
    },
  });
}
