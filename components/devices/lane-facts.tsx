'use client';

import { memo } from 'react';
import { ExcludedMark } from '@/components/sightings/excluded-mark';
import { WordButton } from '@/components/ui/button';
import { useReadOnly } from '@/components/ui/read-only';
import { Value } from '@/components/ui/text';
import { Time } from '@/components/ui/time';
import { visibleText } from '@/components/ui/visible';
import { useZone } from '@/components/ui/zone';
import { VerdictButton } from '@/components/verdicts/verdict-button';
import type { DeviceLane } from '@/lib/devices/model';
import { counted, formatCount, formatInstant, nounFor, zoneLabel } from '@/lib/shared/format';
import classes from './lanes.module.css';

interface Props {
  lane: DeviceLane;
  chosen: boolean;
  /** The colour of its drawing. */
  color: string;
  /** Shows one line only; the tip has the rest. */
  isCompact: boolean;
  onTool: (slug: string) => void;
}

/** How many accounts and how many starting processes are named; the tips name the rest. */
const NAMED = 4;

interface Named {
  name: string;
  tail: string;
}

/**
 * What a lane is about: tool, how much, since when, under which accounts, started by what. Its button is its one tab stop;
 * the button's tip, which focus shows too, has every name whole.
 */
export const LaneFacts = memo(function LaneFacts({ lane, chosen, color, isCompact, onTool }: Props) {
  const { tool, toolSlug, isNew, count, firstSeen, lastSeen } = lane;
  const { zone } = useZone();
  const at = (instant: string) => formatInstant(instant, zone, 0);
  const isKept = useReadOnly();
  const accounts = lane.accounts.map((name) => ({ name, tail: '' }));
  const startedBy = lane.startedBy.map(({ fileName, count: n }) => ({ name: fileName, tail: ` ${formatCount(n)}×` }));
  const whole = [
    chosen ? 'Show the events of every tool again' : `Only events of ${visibleText(tool)}`,
    ...(isCompact ? [`${at(firstSeen)} – ${at(lastSeen)} ${zoneLabel(zone)}`] : []),
    `Accounts: ${wordsOf(accounts)}`,
    `Started by: ${wordsOf(startedBy)}`,
  ];
  const name = (
    <>
      <span className={classes.swatch} style={{ background: color }} />
      <Value text={tool} />
    </>
  );
  return (
    <div className={classes.facts}>
      <div className={classes.line}>
        {isKept ? (
          <strong className={classes.line}>{name}</strong>
        ) : (
          <WordButton
            look="plain"
            className={classes.tool}
            aria-pressed={chosen}
            tip={whole.join('\n')}
            onClick={() => onTool(toolSlug)}
          >
            {name}
          </WordButton>
        )}
        {isNew && (
          <span
            className={classes.new}
            data-tip="First seen in the time that counts as new, and not in the 30 days before the window"
          >
            new
          </span>
        )}
        {lane.excluded.events > 0 && <ExcludedMark excluded={lane.excluded} />}
        <span className={classes.count}>{counted(count, 'event')}</span>
        <VerdictButton subject={lane} />
      </div>
      {!isCompact && (
        <>
          <div className={classes.span}>
            <Time value={firstSeen} digits={0} /> – <Time value={lastSeen} digits={0} />
          </div>
          <Names what={nounFor(accounts.length, 'Account')} names={accounts} />
          <Names what="Started by" names={startedBy} />
        </>
      )}
    </div>
  );
});

const wordsOf = (names: Named[]) => names.map(({ name, tail }) => visibleText(name) + tail).join(', ') || 'none seen';

function Names({ what, names }: { what: string; names: Named[] }) {
  const rest = names.slice(NAMED);
  return (
    <div className={classes.names}>
      <span className={classes.what}>{what}</span>
      {names.length === 0 && <span className={classes.what}>none seen</span>}
      {names.slice(0, NAMED).map(({ name, tail }) => (
        <span key={name} className={classes.name}>
          <Value text={name} />
          {tail !== '' && <span className={classes.times}>{tail.trim()}</span>}
        </span>
      ))}
      {rest.length > 0 && (
        <span className={classes.what} data-tip={wordsOf(rest)}>
          +{rest.length}
          <span className="sr-only"> more: {wordsOf(rest)}</span>
        </span>
      )}
    </div>
  );
}
