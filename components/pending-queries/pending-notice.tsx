'use client';

import { IconHourglass } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getJson } from '@/components/ui/fetch';
import type { PendingQuery } from '@/lib/engines/model';
import { pendingQueriesSchema } from '@/lib/engines/model';
import { paths } from '@/lib/routes/paths';
import { pendingLines, spokenLines } from './pending-lines';
import classes from './pending-notice.module.css';

const EVERY = 1000;
const none: PendingQuery[] = [];

/** The queries that wait at a service with limits: their place in the queue, the limit, the pieces that are done. */
export function PendingNotice() {
  const { data } = useQuery({
    queryKey: ['pending-queries'],
    queryFn: ({ signal }) => getJson(paths.api.pendingQueries(), pendingQueriesSchema, signal),
    refetchInterval: EVERY,
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
  const queries = data?.queries ?? none;
  const { lines, more, limits } = pendingLines(queries);
  return (
    <>
      <div className="sr-only" role="status">
        {spokenLines(queries)}
      </div>
      {lines.length > 0 && (
        <section className={classes.notice} aria-label="Under way">
          <IconHourglass size={16} stroke={1.6} aria-hidden />
          <div>
            <dl>
              {lines.map(({ what, how }) => (
                <div key={what}>
                  <dt>{what}</dt>
                  <dd>{how}</dd>
                </div>
              ))}
            </dl>
            {more > 0 && <p>and {more} more</p>}
            {limits.map((limit) => (
              <p key={limit}>{limit}</p>
            ))}
          </div>
        </section>
      )}
    </>
  );
}
