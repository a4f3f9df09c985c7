'use client';

import { Button } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import { useEffect, useEffectEvent } from 'react';
import { counted } from '@/lib/shared/format';
import { Problem as RequestProblem } from './fetch';
import classes from './state.module.css';
import { visibleText } from './visible';

function wordsOf(error: unknown): { title: string; detail: string } {
  if (error instanceof RequestProblem) return error;
  return { title: 'Something went wrong on this page', detail: error instanceof Error ? error.message : String(error) };
}

/** The seconds after which the server wants to be asked again; undefined if it does not say. */
const secondsOf = (error: unknown) => (error instanceof RequestProblem ? error.more.retryAfter : undefined);

/**
 * Says what went wrong in the server’s words and offers to try again. If the server says when, the page tries again by itself.
 */
export function Problem({ error, retry }: { error: unknown; retry?: () => void }) {
  const { title, detail } = wordsOf(error);
  const seconds = retry && secondsOf(error);
  const again = useEffectEvent(() => retry?.());
  useEffect(() => {
    const after = secondsOf(error);
    if (after === undefined) return;
    const timer = setTimeout(again, after * 1000);
    return () => clearTimeout(timer);
  }, [error]);
  return (
    <div className={classes.state} role="alert">
      <IconAlertCircle size={22} stroke={1.5} className={classes.bad} aria-hidden />
      <h2>{visibleText(title)}</h2>
      {detail !== '' && <p className={classes.detail}>{detail.split('\n').map(visibleText).join('\n')}</p>}
      {seconds !== undefined && (
        <p className={classes.detail}>This page asks again by itself after {counted(seconds, 'second')}.</p>
      )}
      {retry && (
        <Button size="xs" variant="default" onClick={retry}>
          Try again
        </Button>
      )}
    </div>
  );
}
