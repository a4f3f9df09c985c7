'use client';

import { Button } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import { Problem as RequestProblem } from './fetch';
import classes from './state.module.css';
import { visibleText } from './visible';

function wordsOf(error: unknown): { title: string; detail: string } {
  if (error instanceof RequestProblem) return error;
  return { title: 'Something broke on this page', detail: error instanceof Error ? error.message : String(error) };
}

/** What went wrong, in the server's own words, and a way to try again. */
export function Problem({ error, retry }: { error: unknown; retry?: () => void }) {
  const { title, detail } = wordsOf(error);
  return (
    <div className={classes.state} role="alert">
      <IconAlertCircle size={22} stroke={1.5} className={classes.bad} aria-hidden />
      <h2>{visibleText(title)}</h2>
      {detail !== '' && <p className={classes.detail}>{detail.split('\n').map(visibleText).join('\n')}</p>}
      {retry && (
        <Button size="xs" variant="default" onClick={retry}>
          Try again
        </Button>
      )}
    </div>
  );
}
