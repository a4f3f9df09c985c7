'use client';

import { counted } from '@/lib/shared/format';
import classes from './handovers.module.css';
import { useHandovers } from './queries';

/** How many handovers nobody has accepted yet. Everybody sees it, whoever wrote them. */
export function Unaccepted() {
  const count = useHandovers().data?.unaccepted ?? 0;
  if (count === 0) return null;
  const words = counted(count, 'handover waits to be accepted', 'handovers wait to be accepted');
  return (
    <span className={classes.waiting} data-tip={words}>
      {count}
      <span className="sr-only">: {words}</span>
    </span>
  );
}
