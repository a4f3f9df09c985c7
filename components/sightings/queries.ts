'use client';

import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getJson } from '@/components/ui/fetch';
import { usePrefs } from '@/components/ui/prefs';
import type { HuntSummary } from '@/lib/catalogue/model';
import { paths } from '@/lib/routes/paths';
import type { SightingsPage, Timeline } from '@/lib/sightings/model';
import { type SightingsParams, writeSightingsParams } from '@/lib/sightings/params';
import type { StatusReport } from '@/lib/status/model';

/** The question as the API takes it. `shift` is what “new” means where the question itself does not say. */
function apiSearch(params: SightingsParams, shift: string): URLSearchParams {
  const search = writeSightingsParams(params);
  search.set('shift', shift);
  return search;
}

/** Pages of sightings; `asking` counts how often the person asked again. The answer before stays until the next is there. */
export function useSightings(params: SightingsParams, asking: number) {
  const { shift } = usePrefs().prefs;
  const search = apiSearch(params, shift);
  search.set('omit', 'reportIds');
  return useInfiniteQuery({
    queryKey: ['sightings', search.toString(), asking],
    queryFn: ({ pageParam, signal }) => {
      const page = new URLSearchParams(search);
      if (pageParam !== null) page.set('cursor', pageParam);
      return getJson<SightingsPage>(paths.api.sightings(page), signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
  });
}

export function useTimeline(params: SightingsParams, asking: number) {
  const { shift } = usePrefs().prefs;
  const search = apiSearch({ ...params, sort: { key: 'lastSeen', descending: true } }, shift).toString();
  return useQuery({
    queryKey: ['timeline', search, asking],
    queryFn: ({ signal }) => getJson<Timeline>(paths.api.timeline(search), signal),
    placeholderData: keepPreviousData,
  });
}

/** How many sightings of the question nobody has judged. */
export function useUnreviewed(params: SightingsParams, asking: number) {
  const { shift } = usePrefs().prefs;
  const search = apiSearch({ ...params, verdict: ['unreviewed'], sort: { key: 'lastSeen', descending: true } }, shift);
  search.set('limit', '1');
  search.set('omit', 'reportIds');
  return useQuery({
    queryKey: ['unreviewed', search.toString(), asking],
    queryFn: async ({ signal }) => (await getJson<SightingsPage>(paths.api.sightings(search), signal)).total,
    placeholderData: keepPreviousData,
  });
}

export function useStatus() {
  return useQuery({ queryKey: ['status'], queryFn: ({ signal }) => getJson<StatusReport>(paths.api.status(), signal) });
}

export function useHunts() {
  return useQuery({
    queryKey: ['hunts'],
    queryFn: ({ signal }) => getJson<{ hunts: HuntSummary[] }>(paths.api.hunts(), signal),
  });
}
