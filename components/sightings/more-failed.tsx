'use client';

import { IconAlertCircle } from '@tabler/icons-react';
import { WordButton } from '@/components/ui/button';
import { visibleText } from '@/components/ui/visible';
import classes from './sightings.module.css';

/** Says that the next page could not be loaded. The loaded rows stay. */
export function MoreFailed({ error, onRetry }: { error: Error; onRetry: () => void }) {
  return (
    <div className={classes.bulk} role="alert">
      <IconAlertCircle size={16} stroke={1.75} aria-hidden />
      <span className={classes.failure}>The next rows could not be loaded. {visibleText(error.message)}</span>
      <WordButton look="link" onClick={onRetry}>
        Try again
      </WordButton>
    </div>
  );
}
