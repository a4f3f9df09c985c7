'use client';

import { queryOptions } from '@tanstack/react-query';
import { getJson } from '@/components/ui/fetch';
import { sendJson } from '@/components/writes/send-json';
import { useChange } from '@/components/writes/use-change';
import { paths } from '@/lib/routes/paths';
import { type LinkKind, linkChangesSchema, linkSchema, linksSchema, type SharedLink } from '@/lib/shared-links/model';

export const linksQuery = queryOptions({
  queryKey: ['links'],
  queryFn: ({ signal }) => getJson(paths.api.links(), linksSchema, signal),
  staleTime: 0,
});

/** What has changed since a link was frozen. */
export const changesQuery = (id: string) =>
  queryOptions({
    queryKey: ['link changes', id],
    queryFn: ({ signal }) => getJson(paths.api.linkChanges(id), linkChangesSchema, signal),
  });

export interface NewLink {
  path: string;
  kind: LinkKind;
  /** For how many days the link is open. */
  days: number;
}

export function useShare(done: (link: SharedLink) => void) {
  return useChange<NewLink, SharedLink>({
    send: (body) => sendJson({ method: 'POST', path: paths.api.links(), body }, linkSchema),
    stale: [linksQuery.queryKey],
    done,
    notDone: 'The link was not made',
  });
}

export function useRevoke() {
  return useChange<Pick<SharedLink, 'id'>, SharedLink>({
    send: ({ id }) => sendJson({ method: 'DELETE', path: paths.api.link(id) }, linkSchema),
    stale: [linksQuery.queryKey],
    notDone: 'The link was not revoked',
  });
}
