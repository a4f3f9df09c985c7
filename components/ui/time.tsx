'use client';

import { formatInstant, formatWhole } from '@/lib/shared/format';
import type { Instant } from '@/lib/shared/time';
import classes from './text.module.css';
import { useZone } from './zone';

interface Props {
  value: Instant;
  /** The digits of the second’s fraction that are shown; hover and focus show all 7. */
  digits?: 0 | 3 | 7;
  /** It can be focused by Tab, so that keyboard users see the whole value too. */
  focusable?: boolean;
}

/** A time in the chosen zone. Hover and focus show all of it, with the zone. */
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
