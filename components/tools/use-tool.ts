'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getJson } from '@/components/ui/fetch';
import { paths } from '@/lib/routes/paths';
import { type ToolProfile, toolProfileSchema } from '@/lib/tool-profiles/model';
import { type ToolParams, writeToolParams } from '@/lib/tool-profiles/params';

/** What the server read for the page, and for which search. */
export interface InitialTool {
  search: string;
  profile: ToolProfile;
}

/** A tool over a window, on all devices or on one. The previous answer stays until the next one arrives. */
export function useTool(slug: string, params: ToolParams, initial?: InitialTool) {
  const search = writeToolParams(params).toString();
  return useQuery({
    queryKey: ['tool', slug, search],
    queryFn: ({ signal }) => getJson(paths.api.tool(slug, search), toolProfileSchema, signal),
    initialData: search === initial?.search ? initial.profile : undefined,
    placeholderData: keepPreviousData,
  });
}
