'use client';

import { IconFlask } from '@tabler/icons-react';
import { engineNames } from '@/components/ui/engine-names';
import { Problem as RequestProblem } from '@/components/ui/fetch';
import { Loading } from '@/components/ui/loading';
import { Notices } from '@/components/ui/notices';
import { PageHeader } from '@/components/ui/page-header';
import { Problem } from '@/components/ui/problem';
import type { DataSource } from '@/lib/engines/model';
import type { Notice } from '@/lib/query/model';
import type { StatusReport } from '@/lib/status/model';
import { EngineFacts } from './engine-facts';
import { HistorySection } from './history-section';
import { ImportSection } from './import-section';
import { useStatus } from './queries';
import { SourceSection } from './source-section';
import classes from './status.module.css';
import { TablesTable } from './tables-table';

/** The status page: the engine, its tables and their age, and the import of files. */
interface Props {
  importTables: string[];
  /** Where the telemetry comes from; null if it is imported. */
  source: DataSource | null;
}

export function StatusScreen({ importTables, source }: Props) {
  const { data: report, error, refetch, isFetching } = useStatus();
  const fault = report && faultOf(report);
  return (
    <>
      <PageHeader title="Status" actions={report && <EngineFacts report={report} busy={isFetching} refresh={() => refetch()} />}>
        {source === null ? 'Where the answers come from, and how to import more.' : 'Where the answers come from.'}
      </PageHeader>
      {report?.sample && (
        <p className={classes.sample}>
          <IconFlask size={16} stroke={1.75} aria-hidden />
          This is sample telemetry of a fictional company. Your first import replaces it. What its made-up team decided goes with
          it, and so do its handovers, with what you answered in them. Your own verdicts, exclusions and handovers stay.
        </p>
      )}
      {report && <Notices notices={[...uncovered(report), ...report.notices]} />}
      {report && fault ? (
        <Problem error={fault} retry={() => refetch()} />
      ) : report ? (
        <TablesTable report={report} />
      ) : error ? (
        <Problem error={error} retry={() => refetch()} />
      ) : (
        <Loading what="Asking the engine which tables it has…" rows={5} />
      )}
      {report?.history && <HistorySection history={report.history} />}
      {source === null ? (
        <ImportSection tables={importTables} report={isFetching ? undefined : report} />
      ) : (
        <SourceSection source={source} />
      )}
    </>
  );
}

/** The fault of an engine that does not answer, so that it is not mistaken for one without tables. */
function faultOf({ engines }: StatusReport): RequestProblem | undefined {
  const broken = engines.find(({ ok }) => !ok);
  return broken && new RequestProblem(503, `${engineNames[broken.name]} did not say which tables there are`, broken.message);
}

const uncovered = ({ coverage }: StatusReport) => coverage.map((message): Notice => ({ kind: 'partial', message }));
