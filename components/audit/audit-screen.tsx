'use client';

import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useRef } from 'react';
import { LinkButtons } from '@/components/shared-links/link-buttons';
import { Empty } from '@/components/ui/empty';
import { useKeys } from '@/components/ui/keys';
import { Loading } from '@/components/ui/loading';
import { Notices } from '@/components/ui/notices';
import { PageHeader } from '@/components/ui/page-header';
import { Problem } from '@/components/ui/problem';
import { useUrlState } from '@/components/ui/url-state';
import type { AuditName } from '@/lib/audit/model';
import { type AuditParams, defaultAuditParams, parseAuditParams, writeAuditParams } from '@/lib/audit/params';
import { paths } from '@/lib/routes/paths';
import type { Instant } from '@/lib/shared/time';
import { resolveWindow } from '@/lib/shared/window';
import classes from './audit.module.css';
import { AuditFilters } from './audit-filters';
import { AuditTable } from './audit-table';
import { useAudit } from './use-audit';

/** The audit: the entries that fit, newest first. `now` is when the page was opened. */
export function AuditScreen({ names, now }: { names: AuditName[]; now: Instant }) {
  const { search, push, replace } = useUrlState();
  const { params, notices } = parseAuditParams(search);
  const box = useRef<HTMLInputElement>(null);
  const audit = useAudit(params);
  const { data, error, isPlaceholderData, isFetchNextPageError } = audit;
  const entries = data?.pages.flatMap((page) => page.entries) ?? [];
  const deviceNames = Object.fromEntries((data?.pages ?? []).flatMap((page) => Object.entries(page.deviceNames)));
  const ask = (next: AuditParams, how = push) => how(writeAuditParams(next));
  useKeys({ '/': () => box.current?.focus() });
  const exported = writeAuditParams(params);
  exported.set('format', 'ndjson');
  return (
    <>
      <PageHeader
        title="Audit"
        actions={
          <>
            <LinkButtons answer={{ window: params.last === null ? undefined : resolveWindow({ last: params.last }, now) }} />
            <Button
              component="a"
              href={paths.api.audit(exported)}
              download
              variant="default"
              leftSection={<IconDownload size={15} aria-hidden />}
              data-tip="Every entry that fits, one JSON a line. The audit records the export."
            >
              Export NDJSON
            </Button>
          </>
        }
      >
        Who did what, when and from where. Entries are added and never changed.
      </PageHeader>
      <Notices notices={notices} />
      <AuditFilters
        params={params}
        names={names}
        loaded={data && !isPlaceholderData ? entries.length : undefined}
        hasMore={audit.hasNextPage}
        ask={ask}
        onWords={(q) => ask({ ...params, q }, replace)}
        box={box}
      />
      {!data && error && <Problem error={error} retry={audit.refetch} />}
      {!data && !error && <Loading what="Reading the audit…" rows={12} />}
      {data && entries.length === 0 && (
        <Empty
          title="No entry fits"
          next={
            <Button variant="default" onClick={() => ask(defaultAuditParams)}>
              Show all entries
            </Button>
          }
        >
          Nobody did such a thing, or it is so long ago that its entries have been removed.
        </Empty>
      )}
      {entries.length > 0 && (
        <div className={classes.answer} data-stale={isPlaceholderData}>
          <AuditTable entries={entries} names={deviceNames} />
          <More audit={audit} failure={isFetchNextPageError ? error : null} />
        </div>
      )}
    </>
  );
}

/** Loads the next page when the end of the list is nearly in sight. */
function More({ audit, failure }: { audit: ReturnType<typeof useAudit>; failure: Error | null }) {
  const { hasNextPage, isFetchingNextPage, isPlaceholderData, fetchNextPage } = audit;
  const watch = (element: HTMLDivElement | null) => {
    if (element === null || isFetchingNextPage || isPlaceholderData) return;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && void fetchNextPage(), {
      rootMargin: '600px',
    });
    observer.observe(element);
    return () => observer.disconnect();
  };
  if (failure) return <Problem error={failure} retry={fetchNextPage} />;
  if (!hasNextPage) return <p className={classes.end}>This is the first entry that fits.</p>;
  return (
    <div ref={watch} className={classes.end} role="status">
      Reading older entries…
    </div>
  );
}
