'use client';

import { UnstyledButton } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useReadOnly } from '@/components/ui/read-only';
import type { Subject } from './decision';
import { below, useVerdicts } from './use-verdicts';
import { VerdictMark } from './verdict-mark';
import classes from './verdicts.module.css';

interface Props {
  subject: Subject;
  /** The button is in a row of a table, whose keys open the same menu. */
  inRow?: boolean;
}

/** A sighting’s verdict. A click changes it, unless the person may change nothing. */
export function VerdictButton({ subject, inRow = false }: Props) {
  const { choose } = useVerdicts();
  if (useReadOnly()) return <VerdictMark verdict={subject.verdict} />;
  return (
    <UnstyledButton
      className={classes.button}
      data-in-row={inRow}
      tabIndex={inRow ? -1 : undefined}
      aria-haspopup="menu"
      aria-keyshortcuts="v"
      onClick={(event) => choose([subject], below(event.currentTarget))}
    >
      <VerdictMark verdict={subject.verdict} />
      <IconChevronDown size={13} aria-hidden className={classes.open} />
    </UnstyledButton>
  );
}
