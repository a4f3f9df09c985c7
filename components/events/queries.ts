'use client';

import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getJson } from '@/components/ui/fetch';
import type { EventDetail } from '@/lib/devices/model';
import { eventDetailSchema, eventsPageSchema } from '@/lib/devices/model';
import { type EventsParams, writeEventsParams } from '@/lib/devices/params';
import { paths } from '@/lib/routes/paths';

/** Pages of a device's events. */
export function useEvents(deviceId: string, params: EventsParams) {
  const search = writeEventsParams(params);
  return useInfiniteQuery({
    queryKey: ['device events', deviceId, search.toString()],
    queryFn: ({ pageParam, signal }) => {
      const page = new URLSearchParams(search);
      if (pageParam !== null) page.set('cursor', pageParam);
      return getJson(paths.api.deviceEvents(deviceId, page), eventsPageSchema, signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
  });
}

/** One event with its ancestry. */
export function useEvent(deviceId: string, eventId: string, initialData?: EventDetail) {
  return useQuery({
    queryKey: ['event', deviceId, eventId],
    queryFn: ({ signal }) => getJson(paths.api.deviceEvent(deviceId, eventId), eventDetailSchema, signal),
    initialData,
    staleTime: initialData ? Number.POSITIVE_INFINITY : 0,
  });
}
