'use client';

import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { KqlBlock } from '@/components/hunts/kql-block';
import { DeviceName } from '@/components/ui/device-name';
import { Problem } from '@/components/ui/problem';
import { Value } from '@/components/ui/text';
import { Time } from '@/components/ui/time';
import { visibleText } from '@/components/ui/visible';
import type { ExclusionPreview } from '@/lib/exclusions/model';
import { counted, formatCount } from '@/lib/shared/format';
import classes from './editor.module.css';
import { type PreviewAsked, usePreview } from './queries';
import { hidesWords } from './words';

interface Props {
  asked: PreviewAsked;
  /** The conditions have changed since, and are asked as soon as the person pauses. */
  isBehind: boolean;
}

/** What the exclusion would take out of the window, updated while the person writes. */
export function Preview({ asked, isBehind }: Props) {
  const client = useQueryClient();
  const { data, error, isFetching, isPlaceholderData, refetch } = usePreview(asked);
  const isStale = isBehind || isPlaceholderData;
  if (asked.where === null)
    return <p className={classes.waiting}>Fill in the conditions to see what the exclusion would take out.</p>;
  return (
    <div aria-busy={isBehind || isFetching}>
      <p className={classes.asking} role="status">
        {isBehind && !isFetching && 'The conditions have changed.'}
        {isFetching && (
          <>
            Asking what this would take out…{' '}
            <Button size="compact-xs" variant="default" onClick={() => client.cancelQueries({ queryKey: ['exclusion preview'] })}>
              Stop
            </Button>
          </>
        )}
        {!isBehind && !isFetching && !data && !error && (
          <>
            Not asked.{' '}
            <Button size="compact-xs" variant="default" onClick={() => refetch()}>
              Ask
            </Button>
          </>
        )}
      </p>
      {error && !isFetching && <Problem error={error} retry={() => refetch()} />}
      {data && !error && (
        <div data-stale={isStale || undefined} className={classes.answer}>
          {isStale && <p className={classes.hint}>Below is what the conditions before would take out.</p>}
          <Answer preview={data} />
        </div>
      )}
    </div>
  );
}

function Answer({ preview: { hides, rows, examples, warnings, kql, window } }: { preview: ExclusionPreview }) {
  return (
    <>
      <p className={classes.hides}>{hidesWords(hides)}</p>
      <p className={classes.hint}>
        Between <Time value={window.from} digits={0} /> and <Time value={window.to} digits={0} />, besides what active exclusions
        take out already.
      </p>
      {warnings.length > 0 && (
        <ul className={classes.warnings} aria-label="Warnings">
          {warnings.map((warning) => (
            <li key={warning}>
              <IconAlertTriangle size={16} stroke={1.75} aria-hidden />
              <span>{visibleText(warning)}</span>
            </li>
          ))}
        </ul>
      )}
      {rows.length > 0 && (
        <section aria-label="By tool and device">
          <h3>By tool and device</h3>
          <div className={classes.scroll}>
            <table className={classes.table}>
              <thead>
                <tr>
                  <th>Tool</th>
                  <th>Device</th>
                  <th className={classes.number}>Events</th>
                </tr>
              </thead>
              <tbody>
                {rows.map(({ tool, toolSlug, deviceId, deviceName, events, of }) => (
                  <tr key={`${toolSlug} ${deviceId}`}>
                    <td>{visibleText(tool)}</td>
                    <td className={classes.device}>
                      <DeviceName name={deviceName || deviceId} />
                    </td>
                    <td className={classes.number}>
                      {events === of ? `all ${formatCount(of)}` : `${formatCount(events)} of ${formatCount(of)}`}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </section>
      )}
      {examples.length > 0 && (
        <section aria-label="Examples of events">
          <h3>The last of these events</h3>
          <ul className={classes.examples}>
            {examples.map(({ table, timestamp, deviceId, deviceName, reportId, summary }) => (
              <li key={`${table} ${deviceId} ${timestamp} ${reportId}`}>
                <span className={classes.exampleHead}>
                  <Time value={timestamp} digits={0} /> <DeviceName name={deviceName || deviceId} />
                </span>
                <Value text={summary} mono focusable />
              </li>
            ))}
          </ul>
        </section>
      )}
      {kql.length > 0 && (
        <details className={classes.kql}>
          <summary>The KQL of {kql.length === 1 ? 'its table' : `its ${counted(kql.length, 'table')}`}</summary>
          {kql.map(({ table, predicate }) => (
            <KqlBlock
              key={table}
              title={table}
              note="Rows that it takes out"
              kql={`${table}\n| where ${predicate}`}
              copies={`the KQL on ${table}`}
            />
          ))}
        </details>
      )}
    </>
  );
}
