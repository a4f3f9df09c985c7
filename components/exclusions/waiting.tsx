'use client';

import classes from './exclusions.module.css';
import { useKnownExclusions } from './queries';
import { waitingWords } from './words';

/** How many exclusions need somebody: those to approve, and those that end soon. */
export function Waiting() {
  const waiting = waitingWords(useKnownExclusions().data ?? []);
  if (waiting === null) return null;
  return (
    <span className={classes.waiting} data-tip={waiting.words}>
      {waiting.count}
      <span className="sr-only">: {waiting.words}</span>
    </span>
  );
}
