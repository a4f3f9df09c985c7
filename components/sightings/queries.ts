'use client';

import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { preloadTimeline } from '@/components/charts/estate-timeline';
import { getJson } from '@/components/ui/fetch';
import { huntsPageSchema } from '@/lib/catalogue/model';
import { paths } from '@/lib/routes/paths';
import { sightingsPageSchema, timelineSchema } from '@/lib/sightings/model';
import { defaultParams, type SightingsParams, writeSightingsParams } from '@/lib/sightings/params';
import { statusReportSchema } from '@/lib/status/model';
import { rememberNames } from './device-names';

/** Pages of sightings. `asking` counts how often the person asked again. The previous answer stays until the next one arrives. */
export function useSightings(params: SightingsParams, asking: number) {
  const search = writeSightingsParams(params);
  search.set('omit', 'reportIds');
  return useInfiniteQuery({
    queryKey: ['sightings', search.toString(), asking],
    queryFn: async ({ pageParam, signal }) => {
      const asked = new URLSearchParams(search);
      if (pageParam !== null) asked.set('cursor', pageParam);
      const page = await getJson(paths.api.sightings(asked), sightingsPageSchema, signal);
      rememberNames(page.rows);
      rememberNames(
        page.leftOut.flatMap(({ value, deviceName }) => (value && deviceName ? [{ deviceId: value, deviceName }] : [])),
      );
      return page;
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
  });
}

export function useTimeline(params: SightingsParams, asking: number) {
  const search = writeSightingsParams({ ...params, sort: defaultParams.sort }).toString();
  return useQuery({
    queryKey: ['timeline', search, asking],
    queryFn: ({ signal }) => {
      preloadTimeline();
      return getJson(paths.api.timeline(search), timelineSchema, signal);
    },
    placeholderData: keepPreviousData,
  });
}

export function useStatus() {
  return useQuery({ queryKey: ['status'], queryFn: ({ signal }) => getJson(paths.api.status(), statusReportSchema, signal) });
}

export function useHunts() {
  return useQuery({
    queryKey: ['hunts'],
    queryFn: ({ signal }) => getJson(paths.api.hunts(), huntsPageSchema, signal),
  });
}
