'use client';

import { useQuery } from '@tanstack/react-query';
import { getJson } from '@/components/ui/fetch';
import { paths } from '@/lib/routes/paths';
import { sightingsPageSchema } from '@/lib/sightings/model';
import { defaultParams, type SightingsParams, writeSightingsParams } from '@/lib/sightings/params';

/** The window over which the catalogue says what was found. */
const window = { last: '30d' };

/** The sightings of a tool over that window. */
export function sightingsOf(slug: string): SightingsParams {
  return { ...defaultParams, window, tool: [{ value: slug, not: false }] };
}

/** How many sightings each tool has over that window, by slug; tools without any are not in it. */
export function useToolSightings() {
  const search = writeSightingsParams({ ...defaultParams, window });
  search.set('limit', '1');
  search.set('omit', 'reportIds');
  return useQuery({
    queryKey: ['tool sightings', search.toString()],
    queryFn: async ({ signal }) => {
      const { facets } = await getJson(paths.api.sightings(search), sightingsPageSchema, signal);
      return new Map(facets.tools.map(({ slug, sightings }) => [slug, sightings]));
    },
  });
}
