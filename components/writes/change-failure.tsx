'use client';

import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { visibleText } from '@/components/ui/visible';
import { paths } from '@/lib/routes/paths';
import classes from './change-failure.module.css';
import type { Failure } from './failure';

interface Props {
  failure: Failure;
  retry: () => void;
  /** Shows what the server holds now, after a conflict. */
  current?: (current: unknown) => ReactNode;
}

/** Why a change was not made, and what can be done about it. */
export function ChangeFailure({ failure: { kind, title, detail, canRetry, current: held }, retry, current }: Props) {
  return (
    <div role="alert" className={classes.failure}>
      <p>
        <strong>{visibleText(title)}.</strong> {visibleText(detail)}{' '}
        {kind === 'signed-out' && (
          <a href={paths.signIn()} target="_blank" rel="noopener">
            Sign in
          </a>
        )}
      </p>
      {kind === 'conflict' && held !== undefined && current?.(held)}
      {canRetry && (
        <Button variant="default" size="compact-xs" onClick={retry}>
          Try again
        </Button>
      )}
    </div>
  );
}
