'use client';

import { formatInstant, formatWhole } from '@/lib/shared/format';
import type { Instant } from '@/lib/shared/time';
import classes from './text.module.css';
import { useZone } from './zone';

interface Props {
  value: Instant;
  /** Digits of the second's fraction on the screen; hover and focus show all 7. */
  digits?: 0 | 3 | 7;
  /** Can be reached by Tab, so that the whole value shows on focus too. */
  focusable?: boolean;
}

/** A time in the chosen zone; the whole of it, with the zone, on hover and focus. */
export function Time({ value, digits = 3, focusable = false }: Props) {
  const { zone } = useZone();
  const [wall, fraction] = formatInstant(value, zone, digits).split('.');
  return (
    <time
      dateTime={value}
      className={classes.time}
      data-tip={formatWhole(value, zone)}
      data-copy={formatWhole(value, zone)}
      tabIndex={focusable ? 0 : undefined}
    >
      {wall}
      {fraction !== undefined && <span className={classes.fraction}>.{fraction}</span>}
    </time>
  );
}
