'use client';

import { memo } from 'react';
import { toolColor } from '@/components/charts/tool-color';
import { Value } from '@/components/ui/text';
import { Time } from '@/components/ui/time';
import { visibleText } from '@/components/ui/visible';
import { formatCount } from '@/lib/shared/format';
import type { DeviceLane } from '@/lib/sightings/model';
import classes from './lanes.module.css';

interface Props {
  lane: DeviceLane;
  chosen: boolean;
  onTool: (slug: string) => void;
}

/** How many accounts or starters are named; the tip of “+n” has the rest. */
const NAMED = 2;

/** What a lane is about: tool, how much, since when, under which accounts, started by what. */
export const LaneFacts = memo(function LaneFacts({ lane, chosen, onTool }: Props) {
  const { tool, toolSlug, isNew, count, firstSeen, lastSeen, accounts, startedBy } = lane;
  return (
    <div className={classes.facts}>
      <div className={classes.line}>
        <button
          type="button"
          className={classes.tool}
          aria-pressed={chosen}
          data-tip={chosen ? 'Show the events of every tool again' : `Only events of ${visibleText(tool)}`}
          onClick={() => onTool(toolSlug)}
        >
          <span className={classes.swatch} style={{ background: toolColor(toolSlug) }} />
          <Value text={tool} />
        </button>
        {isNew && (
          <span className={classes.new} data-tip="First seen since the last shift, and not in the 30 days before the window">
            new
          </span>
        )}
        <span className={classes.count}>
          {formatCount(count)} {count === 1 ? 'event' : 'events'}
        </span>
      </div>
      <div className={classes.span}>
        <Time value={firstSeen} digits={0} focusable /> – <Time value={lastSeen} digits={0} focusable />
      </div>
      <Names what={accounts.length === 1 ? 'Account' : 'Accounts'} names={accounts.map((name) => ({ name, tail: '' }))} />
      <Names what="Started by" names={startedBy.map(({ fileName, count: n }) => ({ name: fileName, tail: formatCount(n) }))} />
    </div>
  );
});

function Names({ what, names }: { what: string; names: { name: string; tail: string }[] }) {
  const rest = names.slice(NAMED);
  return (
    <div className={classes.names}>
      <span className={classes.what}>{what}</span>
      {names.length === 0 && <span className={classes.what}>none seen</span>}
      {names.slice(0, NAMED).map(({ name, tail }) => (
        <span key={name} className={classes.name}>
          <Value text={name} focusable />
          {tail !== '' && <span className={classes.times}>{tail}×</span>}
        </span>
      ))}
      {rest.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the rest of the names must be reachable by keyboard.
        <span className={classes.what} tabIndex={0} data-tip={rest.map(({ name }) => visibleText(name)).join('\n')}>
          +{rest.length}
          <span className="sr-only"> more: {rest.map(({ name }) => visibleText(name)).join(', ')}</span>
        </span>
      )}
    </div>
  );
}
