'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getJson } from '@/components/ui/fetch';
import { paths } from '@/lib/routes/paths';
import { type ToolProfile, toolProfileSchema } from '@/lib/tool-profiles/model';
import { type ToolParams, writeToolParams } from '@/lib/tool-profiles/params';

/** What the server read for the page, and the search that it answers. */
export interface InitialTool {
  search: string;
  profile: ToolProfile;
}

/** A tool over a window, on the estate or on one device; the answer before stays until the next is there. */
export function useTool(slug: string, params: ToolParams, initial?: InitialTool) {
  const search = writeToolParams(params).toString();
  return useQuery({
    queryKey: ['tool', slug, search],
    queryFn: ({ signal }) => getJson(paths.api.tool(slug, search), toolProfileSchema, signal),
    initialData: search === initial?.search ? initial.profile : undefined,
    placeholderData: keepPreviousData,
  });
}
