'use client';

import { useQuery } from '@tanstack/react-query';
import { getJson } from '@/components/ui/fetch';
import { paths } from '@/lib/routes/paths';
import { toolsPageSchema } from '@/lib/tool-profiles/model';

/** The window over which the catalogue says what was found. */
export const FOUND_OVER = '30d';

/** By slug: what is known of each tool, and what was seen of it over that window. */
export function useTools() {
  const search = new URLSearchParams({ last: FOUND_OVER });
  return useQuery({
    queryKey: ['tools', search.toString()],
    queryFn: async ({ signal }) => {
      const { tools, notices, took } = await getJson(paths.api.tools(search), toolsPageSchema, signal);
      return { tools: new Map(tools.map((tool) => [tool.slug, tool])), notices, took };
    },
  });
}
