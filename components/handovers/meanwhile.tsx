'use client';

import { Button } from '@mantine/core';
import { visibleText } from '@/components/ui/visible';
import classes from './handovers.module.css';
import type { useFieldDraft } from './use-field-draft';

/** Says what somebody else has saved in a field while the person was typing in it, and lets them keep one of the two. */
export function Meanwhile({ draft: { theirs, keepMine, takeTheirs } }: { draft: ReturnType<typeof useFieldDraft> }) {
  if (theirs === null) return null;
  return (
    <p className={classes.meanwhile} role="alert">
      Somebody else has saved this meanwhile: {theirs === '' ? 'it is empty now' : `“${visibleText(theirs)}”`}. Yours is not
      saved.
      <Button variant="default" size="compact-xs" onClick={keepMine}>
        Save mine
      </Button>
      <Button variant="default" size="compact-xs" onClick={takeTheirs}>
        Keep theirs
      </Button>
    </p>
  );
}
