'use client';

import { Link } from '@/components/ui/link';
import { Time } from '@/components/ui/time';
import { useZone } from '@/components/ui/zone';
import { paths } from '@/lib/routes/paths';
import { zoneLabel } from '@/lib/shared/format';
import type { Window, WindowChoice } from '@/lib/shared/window';
import classes from './hunts.module.css';

const lasts = ['1d', '5d', '30d'];

/** The window a query is cut to, and the usual others. */
export function HuntWindow({ huntId, choice, window }: { huntId: string; choice: WindowChoice; window: Window }) {
  const { zone } = useZone();
  return (
    <>
      <Time value={window.from} /> – <Time value={window.to} /> {zoneLabel(zone, window.to)}
      <span className={classes.lasts}>
        {lasts.map((last) => (
          <Link
            key={last}
            href={{ pathname: paths.hunt(huntId), query: { last } }}
            aria-label={`Cut to the last ${last}`}
            aria-current={'last' in choice && choice.last === last ? 'true' : undefined}
            scroll={false}
          >
            {last}
          </Link>
        ))}
      </span>
    </>
  );
}
