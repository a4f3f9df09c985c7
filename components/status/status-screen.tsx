'use client';

import { IconFlask } from '@tabler/icons-react';
import { Loading } from '@/components/ui/loading';
import { Notices } from '@/components/ui/notices';
import { PageHeader } from '@/components/ui/page-header';
import { Problem } from '@/components/ui/problem';
import { EngineFacts } from './engine-facts';
import { ImportSection } from './import-section';
import { useStatus } from './queries';
import classes from './status.module.css';
import { TablesTable } from './tables-table';

/** What the answers stand on: the engine, its tables and how fresh they are; and the way to bring more in. */
export function StatusScreen({ importTables }: { importTables: string[] }) {
  const { data: report, error, refetch, isFetching } = useStatus();
  return (
    <>
      <PageHeader title="Status" actions={report && <EngineFacts report={report} busy={isFetching} refresh={() => refetch()} />}>
        What the answers stand on, and the way to bring more in.
      </PageHeader>
      {report?.sample && (
        <p className={classes.sample}>
          <IconFlask size={16} stroke={1.75} aria-hidden />
          This is sample telemetry of a fictional company. Your first import replaces it.
        </p>
      )}
      {report && <Notices notices={report.notices} />}
      {report ? (
        <TablesTable report={report} />
      ) : error ? (
        <Problem error={error} retry={() => refetch()} />
      ) : (
        <Loading what="Asking the engine for its tables …" rows={5} />
      )}
      <ImportSection tables={importTables} report={isFetching ? undefined : report} />
    </>
  );
}
