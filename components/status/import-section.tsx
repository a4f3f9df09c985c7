'use client';

import { Button, NativeSelect } from '@mantine/core';
import { IconAlertTriangle, IconFileImport } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState, useSyncExternalStore } from 'react';
import { CopyButton } from '@/components/ui/copy';
import { visibleText } from '@/components/ui/visible';
import { messageOf } from '@/lib/shared/errors';
import type { StatusReport } from '@/lib/status/model';
import classes from './import.module.css';
import { noSendings, readSendings, send, subscribe } from './import-queue';
import { JobCard } from './job-card';
import { useImports } from './queries';
import { SendingCard } from './sending-card';
import { useFileDrop } from './use-file-drop';
import { visibleJobs } from './visible-jobs';

const commandLine = 'npm run import -- FILE…';

interface Props {
  /** The tables that rows can be imported into. */
  tables: string[];
  /** The status, if it is up to date. */
  report: StatusReport | undefined;
}

/** Accepts files, and shows those that wait, those that are being imported and the outcomes. */
export function ImportSection({ tables, report }: Props) {
  const client = useQueryClient();
  const [table, setTable] = useState('');
  const [folders, setFolders] = useState<string[]>([]);
  const input = useRef<HTMLInputElement>(null);
  const sendings = useSyncExternalStore(subscribe, readSendings, noSendings);
  const imports = useImports();
  const take = (files: File[], refused: string[] = []) => {
    setFolders(refused);
    send(files, table, client);
  };
  const over = useFileDrop((dropped) => take(dropped.files, dropped.folders));
  const jobs = visibleJobs(imports.data ?? [], sendings);
  const running = jobs.filter(({ endedAt }) => endedAt === null);
  const ended = jobs.filter(({ endedAt }) => endedAt !== null);
  return (
    <section aria-labelledby="import" className={classes.section}>
      <h2 id="import">Import</h2>
      <div className={classes.zone}>
        <IconFileImport size={22} stroke={1.5} aria-hidden />
        <div className={classes.words}>
          <strong>Drop files anywhere on this page</strong>
          <span>Exports of Defender or Log Analytics: CSV, JSON, NDJSON or Parquet, plain or gzipped.</span>
        </div>
        <label className={classes.choice} htmlFor="import-table">
          Into
          <NativeSelect
            id="import-table"
            size="xs"
            value={table}
            onChange={(event) => setTable(event.currentTarget.value)}
            data={[{ value: '', label: 'the table of each file' }, ...tables]}
          />
        </label>
        <Button onClick={() => input.current?.click()}>Choose files…</Button>
        <input
          ref={input}
          type="file"
          multiple
          hidden
          aria-label="Files to import"
          onChange={(event) => {
            take([...(event.currentTarget.files ?? [])]);
            event.currentTarget.value = ''; // the same file can be chosen again
          }}
        />
      </div>
      <p className={classes.command}>
        Many or very large files: <code>{commandLine}</code>
        <CopyButton text={commandLine} label="the command" />
      </p>
      {folders.length > 0 && (
        <p className={classes.warning} role="alert">
          <IconAlertTriangle size={16} stroke={1.75} aria-hidden />
          {folders.map((name) => `“${visibleText(name)}”`).join(', ')} {folders.length === 1 ? 'is a folder' : 'are folders'}:
          drop the files that are in it, or import it by the command.
        </p>
      )}
      {imports.error && (
        <p className={classes.warning} role="alert">
          <IconAlertTriangle size={16} stroke={1.75} aria-hidden />
          How imports stand is not known: {visibleText(messageOf(imports.error))}
        </p>
      )}
      <ul className={classes.cards} aria-label="Imports">
        {running.map((job) => (
          <JobCard key={job.id} job={job} tables={tables} report={report} />
        ))}
        {sendings.map((sending) => (
          <SendingCard key={sending.key} sending={sending} />
        ))}
        {ended.map((job) => (
          <JobCard key={job.id} job={job} tables={tables} report={report} />
        ))}
      </ul>
      {over && (
        <div className={classes.overlay}>
          <div>
            <IconFileImport size={32} stroke={1.5} aria-hidden />
            <strong>Drop to import</strong>
            <span>{table === '' ? 'The table is recognised from each file.' : `Rows go into ${table}.`}</span>
          </div>
        </div>
      )}
    </section>
  );
}
