'use client';

import {
  infiniteQueryOptions,
  keepPreviousData,
  type QueryClient,
  queryOptions,
  useInfiniteQuery,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { getJson } from '@/components/ui/fetch';
import { huntsPageSchema } from '@/lib/catalogue/model';
import { paths } from '@/lib/routes/paths';
import { sightingsPageSchema, timelineSchema } from '@/lib/sightings/model';
import { askedRows, askedTimeline, type SightingsParams, soon } from '@/lib/sightings/params';
import { statusReportSchema } from '@/lib/status/model';
import { rememberNames } from './device-names';

/** Milliseconds from an earlier answer to asking for the present one. */
const AGAIN = 50;

/** Asks for an earlier answer, where nothing of this kind was answered yet: only then is that better than none. */
function askingSoon(search: URLSearchParams, kind: string, client: QueryClient): URLSearchParams {
  const isFirst = client.getQueriesData({ queryKey: [kind] }).every(([, data]) => data === undefined);
  return isFirst ? soon(search) : new URLSearchParams(search);
}

/** Pages of sightings. `asking` counts how often the person asked again. The previous answer stays until the next one arrives. */
export const useSightings = (params: SightingsParams, asking: number) =>
  useInfiniteQuery(sightingsQuery(useQueryClient(), params, asking));

/** An earlier answer, if that comes first, is followed by the present one. */
export function sightingsQuery(client: QueryClient, params: SightingsParams, asking: number) {
  const search = askedRows(params);
  return infiniteQueryOptions({
    queryKey: ['sightings', search.toString(), asking],
    queryFn: async ({ pageParam, signal }) => {
      const asked = askingSoon(search, 'sightings', client);
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
    refetchInterval: ({ state }) => state.error === null && state.data?.pages[0]?.isEarlier === true && AGAIN,
    placeholderData: keepPreviousData,
  });
}

export const useTimeline = (params: SightingsParams, asking: number) => useQuery(timelineQuery(useQueryClient(), params, asking));

function timelineQuery(client: QueryClient, params: SightingsParams, asking: number) {
  const search = askedTimeline(params);
  return queryOptions({
    queryKey: ['timeline', search.toString(), asking],
    queryFn: ({ signal }) => getJson(paths.api.timeline(askingSoon(search, 'timeline', client)), timelineSchema, signal),
    refetchInterval: ({ state }) => state.error === null && state.data?.isEarlier === true && AGAIN,
    placeholderData: keepPreviousData,
  });
}

export function useStatus() {
  return useQuery({ queryKey: ['status'], queryFn: ({ signal }) => getJson(paths.api.status(), statusReportSchema, signal) });
}

/** The whole catalogue. It is large, so only a screen that needs it asks for it. */
export const huntsQuery = queryOptions({
  queryKey: ['hunts'],
  queryFn: ({ signal }) => getJson(paths.api.hunts(), huntsPageSchema, signal),
});

export const useHunts = ({ enabled = true } = {}) => useQuery({ ...huntsQuery, enabled });

/** What a hunt is called: its name, “…” while the catalogue loads, and its id where the catalogue lacks it or cannot be had. */
export function useHuntName(): (id: string) => string {
  const { data, isLoading } = useHunts();
  return (id) => data?.hunts.find((hunt) => hunt.id === id)?.name ?? (isLoading ? '…' : id);
}
