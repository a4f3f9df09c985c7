'use client';

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { getJson } from '@/components/ui/fetch';
import { auditPageSchema } from '@/lib/audit/model';
import { type AuditParams, writeAuditParams } from '@/lib/audit/params';
import { paths } from '@/lib/routes/paths';

/** Pages of the audit, newest first, asked anew whenever the page is opened. */
export function useAudit(params: AuditParams) {
  const search = writeAuditParams(params).toString();
  return useInfiniteQuery({
    queryKey: ['audit', search],
    queryFn: ({ pageParam, signal }) => {
      const asked = new URLSearchParams(search);
      if (pageParam !== null) asked.set('cursor', pageParam);
      return getJson(paths.api.audit(asked), auditPageSchema, signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
    refetchOnMount: 'always',
  });
}
