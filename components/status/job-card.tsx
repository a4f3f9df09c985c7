'use client';

import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Time } from '@/components/ui/time';
import { visibleText } from '@/components/ui/visible';
import { useZone } from '@/components/ui/zone';
import { ChangeFailure } from '@/components/writes/change-failure';
import { useChange } from '@/components/writes/use-change';
import type { ImportProgress } from '@/lib/engines/model';
import { zoneLabel } from '@/lib/shared/format';
import type { StatusReport } from '@/lib/status/model';
import { Card } from './card';
import classes from './card.module.css';
import { ImportOutcome } from './import-outcome';
import { fileOf, send } from './import-queue';
import { asksForTable, phaseOf, progressWords, shareOf } from './phases';
import { cancelImport } from './upload';

interface Props {
  job: ImportProgress;
  tables: string[];
  report: StatusReport | undefined;
}

/** An import on the server, whoever began it. */
export function JobCard({ job, tables, report }: Props) {
  const { zone } = useZone();
  const cancel = useChange({ send: cancelImport, stale: [['imports']], notDone: 'The import was not cancelled' });
  const phase = phaseOf(job);
  const running = job.endedAt === null;
  const share = phase === 'sorting' ? shareOf(job.rowsWritten, job.rowsRead) : shareOf(job.bytesRead, job.bytesTotal);
  return (
    <Card
      file={job.file}
      phase={phase}
      share={running ? share : null}
      about={
        job.endedAt === null ? (
          progressWords(job)
        ) : (
          <>
            {job.result && `${job.result.format}, `}
            <Time value={job.endedAt} digits={0} /> {zoneLabel(zone)}
          </>
        )
      }
      actions={
        running ? (
          <Button variant="default" size="compact-xs" loading={cancel.isPending} onClick={() => cancel.run(job.id)}>
            Cancel
          </Button>
        ) : (
          <Again job={job} tables={tables} />
        )
      }
    >
      {running && cancel.failure && <ChangeFailure failure={cancel.failure} retry={cancel.retry} />}
      {job.fault !== null && <p className={classes.fault}>{job.fault.split('\n').map(visibleText).join('\n')}</p>}
      {asksForTable(job) && !fileOf(job.id) && (
        <p className={classes.hint}>Choose the file again, with its table set beside “Choose files…”.</p>
      )}
      {job.result && <ImportOutcome result={job.result} endedAt={job.endedAt} report={report} />}
    </Card>
  );
}

/** The buttons to send a file again, if this tab still has it. */
function Again({ job, tables }: { job: ImportProgress; tables: string[] }) {
  const client = useQueryClient();
  const file = fileOf(job.id);
  if (!file || job.state === 'committed') return null;
  if (!asksForTable(job)) {
    return (
      <Button variant="default" size="compact-xs" onClick={() => send([file], '', client)}>
        Try again
      </Button>
    );
  }
  return (
    <>
      <span className={classes.hint}>Import as</span>
      {tables.map((table) => (
        <Button key={table} variant="default" size="compact-xs" onClick={() => send([file], table, client)}>
          {table}
        </Button>
      ))}
    </>
  );
}
