'use client';

import { type QueryClient, queryOptions, useQuery } from '@tanstack/react-query';
import { getJson } from '@/components/ui/fetch';
import type { ImportProgress } from '@/lib/engines/model';
import { importsSchema } from '@/lib/engines/model';
import { paths } from '@/lib/routes/paths';
import { statusReportSchema } from '@/lib/status/model';
import { hasNewlyCommitted } from './phases';

const BUSY_EVERY = 700;
const IDLE_EVERY = 10_000;

/** The status, asked anew whenever the page is opened. */
export function useStatus() {
  return useQuery({
    queryKey: ['status'],
    queryFn: ({ signal }) => getJson(paths.api.status(), statusReportSchema, signal),
    refetchOnMount: 'always',
  });
}

/**
 * The imports since the server started, newest first. When one has been committed, everything read from the telemetry is stale.
 * The request outlives the page, because the queue may wait for the same answer.
 */
const importsQuery = queryOptions({
  queryKey: ['imports'],
  queryFn: async ({ client }): Promise<ImportProgress[]> => {
    const { imports } = await getJson(paths.api.imports(), importsSchema);
    const before = client.getQueryData<ImportProgress[]>(['imports']);
    if (before && hasNewlyCommitted(before, imports))
      void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'imports' });
    return imports;
  },
});

/** The imports, updated while the page is open. */
export function useImports() {
  return useQuery({
    ...importsQuery,
    refetchOnMount: 'always',
    refetchInterval: ({ state }) => (state.data?.some(({ endedAt }) => endedAt === null) ? BUSY_EVERY : IDLE_EVERY),
  });
}

/** The imports as they stand now. Throws a Problem. */
export function readImports(client: QueryClient): Promise<ImportProgress[]> {
  return client.fetchQuery({ ...importsQuery, staleTime: 0 });
}
