'use client';

import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { visibleText } from '@/components/ui/visible';
import { Card } from './card';
import classes from './card.module.css';
import { drop, type Sending, sendAgain } from './import-queue';
import { formatBytes, shareOf } from './phases';

/** A file that this tab is sending. */
export function SendingCard({ sending }: { sending: Sending }) {
  const client = useQueryClient();
  const { file, phase, table } = sending;
  const over = phase === 'failed' || phase === 'cancelled';
  return (
    <Card
      file={file.name}
      phase={phase}
      about={[wordsOf(sending), table && `into ${table}`].filter(Boolean).join(', ')}
      share={phase === 'uploading' ? shareOf(sending.bytesSent, file.size) : null}
      actions={
        <>
          {over && (
            <Button variant="default" size="compact-xs" onClick={() => sendAgain(sending, client)}>
              Try again
            </Button>
          )}
          <Button variant="default" size="compact-xs" onClick={() => drop(sending)}>
            {over ? 'Remove' : 'Cancel'}
          </Button>
        </>
      }
    >
      {sending.fault !== null && <p className={classes.fault}>{visibleText(sending.fault)}</p>}
    </Card>
  );
}

function wordsOf({ file, phase, bytesSent, holder }: Sending): string {
  if (phase === 'uploading') return `${formatBytes(bytesSent)} of ${formatBytes(file.size)} sent`;
  if (phase === 'cancelled') return 'the upload was stopped, the telemetry is as it was';
  if (phase === 'failed' || holder === null) return formatBytes(file.size);
  return `${formatBytes(file.size)}, until “${visibleText(holder)}” is imported`;
}
