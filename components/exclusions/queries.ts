'use client';

import { useQuery } from '@tanstack/react-query';
import { getJson } from '@/components/ui/fetch';
import { sendJson } from '@/components/writes/send-json';
import { exclusionPreview, exclusionsPage, listsPage, type Where } from '@/lib/exclusions/model';
import { writeExclusionsParams } from '@/lib/exclusions/params';
import { paths } from '@/lib/routes/paths';
import type { WindowChoice } from '@/lib/shared/window';

/** All exclusions, with what each takes out of a window. */
export function useExclusions(window: WindowChoice) {
  const search = writeExclusionsParams({ window }).toString();
  return useQuery({
    queryKey: ['exclusions', 'counted', search],
    queryFn: ({ signal }) => getJson(paths.api.exclusions(search), exclusionsPage, signal),
  });
}

/** All exclusions, without counting what they take out, so no telemetry is asked. */
export function useKnownExclusions() {
  return useQuery({
    queryKey: ['exclusions', 'known'],
    queryFn: ({ signal }) => getJson(paths.api.exclusions('counts=0'), exclusionsPage, signal),
    select: ({ exclusions }) => exclusions,
  });
}

export function useLists() {
  return useQuery({
    queryKey: ['lists'],
    queryFn: ({ signal }) => getJson(paths.api.lists(), listsPage, signal),
    select: ({ lists }) => lists,
  });
}

export interface PreviewAsked {
  tool: string | null;
  /** Null while the conditions are incomplete. */
  where: Where | null;
  window: WindowChoice;
}

/** What an exclusion would take out. The previous answer stays until the answer for the new `where` arrives. */
export function usePreview({ tool, where, window }: PreviewAsked) {
  const search = writeExclusionsParams({ window }).toString();
  return useQuery({
    queryKey: ['exclusion preview', search, tool, where],
    queryFn: ({ signal }) =>
      sendJson({ method: 'POST', path: paths.api.previewExclusion(search), body: { tool, where }, signal }, exclusionPreview),
    enabled: where !== null,
    retry: false,
    placeholderData: (before) => (where === null ? undefined : before),
  });
}
