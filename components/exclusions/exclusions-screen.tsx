'use client';

import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useMemo } from 'react';
import { LinkButtons } from '@/components/shared-links/link-buttons';
import { Answered } from '@/components/ui/answered';
import { Empty } from '@/components/ui/empty';
import { Link } from '@/components/ui/link';
import { Loading } from '@/components/ui/loading';
import { Notices } from '@/components/ui/notices';
import { PageHeader } from '@/components/ui/page-header';
import { PageTable } from '@/components/ui/page-table';
import { Problem } from '@/components/ui/problem';
import { Segments } from '@/components/ui/segments';
import { useUrlState } from '@/components/ui/url-state';
import { ChangeFailure } from '@/components/writes/change-failure';
import { type Exclusion, exclusionStatus } from '@/lib/exclusions/model';
import { type ExclusionsParams, parseExclusionsParams, writeExclusionsParams } from '@/lib/exclusions/params';
import { noticeSchema } from '@/lib/query/model';
import { paths } from '@/lib/routes/paths';
import type { Instant } from '@/lib/shared/time';
import { ExclusionRow } from './exclusion-row';
import classes from './exclusions.module.css';
import { Lists } from './lists';
import { useExclusions } from './queries';
import { useExclusionChange } from './use-exclusion-change';
import { statusNames } from './words';

const statuses = ['all', ...exclusionStatus.options] as const;

/** What is taken out of sweeps, by whom, why, until when, and how much that is now; and the named lists. */
export function ExclusionsScreen({ now }: { now: Instant }) {
  const { search, replace } = useUrlState();
  const { params, notices } = useMemo(() => parseExclusionsParams(search), [search]);
  const { data, error, refetch } = useExclusions(params.window);
  const change = useExclusionChange();
  const set = (part: Partial<ExclusionsParams>) => replace(writeExclusionsParams({ ...params, ...part }));

  const all = (data?.exclusions ?? []).filter(({ id }) => params.ids.length === 0 || params.ids.includes(id));
  const shown = all.filter(({ status }) => params.status === 'all' || status === params.status);
  const count = (status: (typeof statuses)[number]) =>
    status === 'all' ? all.length : all.filter((one) => one.status === status).length;
  const said = (data?.notices ?? []).flatMap((notice) => noticeSchema.safeParse(notice).data ?? []);
  return (
    <>
      <PageHeader
        title="Exclusions"
        actions={
          <>
            <LinkButtons answer={{ window: data?.window ?? undefined }} />
            <Button
              component={Link}
              href={paths.newExclusion()}
              className={classes.primary}
              leftSection={<IconPlus size={15} aria-hidden />}
            >
              New exclusion
            </Button>
          </>
        }
      >
        Activity that is known to be good and taken out of sweeps, each with a reason, an owner and an end.
      </PageHeader>
      <Answered window={data?.window ?? undefined} />
      <Notices notices={[...notices, ...said]} />
      <div className={classes.bar}>
        <Segments
          label="Status"
          value={params.status}
          options={statuses.map((status) => ({
            value: status,
            name: `${status === 'all' ? 'All' : statusNames[status]}${data ? ` ${count(status)}` : ''}`,
          }))}
          onChange={(status) => set({ status })}
        />
        {params.ids.length > 0 && (
          <Button variant="default" size="compact-xs" onClick={() => set({ ids: [] })}>
            {params.ids.length === 1 ? 'Only one is shown' : `Only ${params.ids.length} are shown`}: show all
          </Button>
        )}
      </div>
      {change.failure && (
        <div className={classes.failed}>
          <ChangeFailure
            failure={change.failure}
            retry={change.retry}
            current={() => <span>Look at it again below, then decide.</span>}
          />
        </div>
      )}
      {error && !data && <Problem error={error} retry={() => refetch()} />}
      {!error && !data && <Loading what="Asking what each exclusion takes out…" rows={6} height={56} />}
      {data && shown.length > 0 && (
        <PageTable
          headings={['Status', 'Exclusion', 'Takes out now', 'Last match', 'Ends', 'Owner', { words: 'Actions', look: 'unseen' }]}
        >
          {shown.map((exclusion) => (
            <ExclusionRow
              key={exclusion.id}
              exclusion={exclusion}
              window={params.window}
              now={now}
              onChange={change.run}
              isPending={change.isPending}
            />
          ))}
        </PageTable>
      )}
      {data && shown.length === 0 && (
        <Nothing status={params.status} total={data.exclusions.length} onAll={() => set({ status: 'all', ids: [] })} />
      )}
      <Lists />
    </>
  );
}

function Nothing({ status, total, onAll }: { status: Exclusion['status'] | 'all'; total: number; onAll: () => void }) {
  if (total === 0)
    return (
      <Empty
        title="Nothing is excluded yet"
        next={
          <Button component={Link} href={paths.newExclusion()} variant="default" className={classes.secondary}>
            Write the first exclusion
          </Button>
        }
      >
        On the sightings page, point at a cell and choose “Exclude…”, or press e on a row. Or begin with one of five templates
        here.
      </Empty>
    );
  return (
    <Empty
      title={
        status === 'all'
          ? 'The exclusions that this link names do not exist'
          : `No exclusion is ${statusNames[status].toLowerCase()}`
      }
      next={
        <Button variant="default" onClick={onAll}>
          Show all
        </Button>
      }
    />
  );
}
