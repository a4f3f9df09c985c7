'use client';

import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { getJson } from '@/components/ui/fetch';
import { sendJson } from '@/components/writes/send-json';
import { useChange } from '@/components/writes/use-change';
import { paths } from '@/lib/routes/paths';
import { type View, viewSchema, viewsSchema } from '@/lib/views/model';

export const viewsQuery = queryOptions({
  queryKey: ['views'],
  queryFn: ({ signal }) => getJson(paths.api.views(), viewsSchema, signal),
});

export interface NewView {
  name: string;
  search: string;
  hidden: string[];
  team: boolean;
}
export type ViewPart = Partial<NewView> & Pick<View, 'id'> & { ifRevision: number };

const stale = [viewsQuery.queryKey];

/** Saves, changes and deletes views; `onSaved` gets what the server kept. */
export function useViewChanges(onSaved: (view: View) => void) {
  const add = useChange<NewView, View>({
    send: async (body) => {
      const view = await sendJson({ method: 'POST', path: paths.api.views(), body }, viewSchema);
      onSaved(view);
      return view;
    },
    stale,
    notDone: 'The view was not saved',
  });
  const change = useChange<ViewPart, View>({
    send: ({ id, ...body }) => sendJson({ method: 'PATCH', path: paths.api.view(id), body }, viewSchema),
    stale,
    notDone: 'The view was not changed',
  });
  const remove = useChange<Pick<View, 'id'>, unknown>({
    send: ({ id }) => sendJson({ method: 'DELETE', path: paths.api.view(id) }, z.object({})),
    stale,
    notDone: 'The view was not deleted',
  });
  return { add, change, remove };
}
