'use client';

import { Sparkline } from '@/components/charts/sparkline';
import { toolColor } from '@/components/charts/tool-color';
import { CopyButton } from '@/components/ui/copy';
import { Value } from '@/components/ui/text';
import { Time } from '@/components/ui/time';
import { visibleText } from '@/components/ui/visible';
import { useZone } from '@/components/ui/zone';
import { VerdictButton } from '@/components/verdicts/verdict-button';
import type { Ever } from '@/lib/history/model';
import { formatCount, formatInstant, formatLength, nounFor, zoneLabel } from '@/lib/shared/format';
import { toMs } from '@/lib/shared/time';
import type { Sighting } from '@/lib/sightings/model';
import { everLacks } from '../ever-words';
import { ExcludedMark } from '../excluded-mark';
import classes from './panel.module.css';

/** First and last seen, how much, when active, under which accounts, in which workspaces. */
interface Props {
  row: Sighting;
  step: string | undefined;
  /** How far back “first ever seen” reaches. */
  ever: Ever | null | undefined;
}

export function Summary({ row, step, ever }: Props) {
  const { zone } = useZone();
  return (
    <>
      <Sparkline activity={row.activity} step={step} color={toolColor(row.toolSlug)} width={430} height={32} />
      <dl className={classes.facts}>
        <dt>First seen</dt>
        <dd>
          <Time value={row.firstSeen} focusable />
          {row.earlier !== null && <span className={classes.after}>in the window</span>}
        </dd>
        {row.earlier !== null && (
          <>
            <dt>Seen before</dt>
            <dd>
              <Time value={row.earlier} focusable />
              <span className={classes.after}>the earliest in the 30 days before the window</span>
            </dd>
          </>
        )}
        {row.firstEver !== null && row.firstEver < (row.earlier ?? row.firstSeen) && ever && (
          <>
            <dt>First ever seen</dt>
            <dd>
              <Time value={row.firstEver} focusable />
              <span className={classes.after}>
                in the history since {formatInstant(ever.from, zone, 0)} {zoneLabel(zone, ever.from)}
                {everLacks(ever)}
              </span>
            </dd>
          </>
        )}
        <dt>Last seen</dt>
        <dd>
          <Time value={row.lastSeen} focusable />
          <span className={classes.after}>{formatLength((toMs(row.lastSeen) - toMs(row.firstSeen)) / 1000)} later</span>
        </dd>
        <dt>Events</dt>
        <dd>
          {formatCount(row.count)}
          {row.excluded.events > 0 && <ExcludedMark excluded={row.excluded} />}
        </dd>
        <dt>Verdict</dt>
        <dd>
          <VerdictButton subject={row} />
          {row.verdict.owner !== null && <span className={classes.after}>owner {visibleText(row.verdict.owner)}</span>}
        </dd>
        <dt>{nounFor(row.accounts.length, 'Account')}</dt>
        <dd>
          {row.accounts.length === 0 && 'none'}
          {row.accounts.map((account) => (
            <div key={account} className={classes.line}>
              <Value text={account} focusable />
              <CopyButton text={account} label="account" />
            </div>
          ))}
        </dd>
        {row.workspaces.length > 0 && (
          <>
            <dt>Workspace</dt>
            <dd>
              <Value text={row.workspaces.join(', ')} focusable />
            </dd>
          </>
        )}
        <dt>Device id</dt>
        <dd className={classes.line}>
          <Value text={row.deviceId} mono focusable />
          <CopyButton text={row.deviceId} label="device id" />
        </dd>
      </dl>
    </>
  );
}
