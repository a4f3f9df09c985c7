'use client';

import { everLacks } from '@/components/sightings/ever-words';
import { signalIcons } from '@/components/ui/signal-mark';
import { Time } from '@/components/ui/time';
import { useZone } from '@/components/ui/zone';
import { counted, formatCount, formatInstant, zoneLabel } from '@/lib/shared/format';
import { signalFacts } from '@/lib/tables/tables';
import type { ToolProfile } from '@/lib/tool-profiles/model';
import classes from './tools.module.css';
import { shareWords } from './words';

/** How common a tool is in the estate, since when, and which signals say so. */
export function ToolFigures({ profile }: { profile: ToolProfile }) {
  const { seen, estate, earlier, firstEver, ever, lookbackFrom, signals, window } = profile;
  const { zone } = useZone();
  const at = (instant: string) => `${formatInstant(instant, zone, 0)} ${zoneLabel(zone, instant)}`;
  if (seen === null) return null;
  return (
    <dl className={classes.figures}>
      <div>
        <dt>Devices</dt>
        <dd>{shareWords(seen.devices, estate)}</dd>
      </div>
      <div>
        <dt>First seen</dt>
        <dd>
          <Time value={earlier ?? seen.firstSeen} focusable />
          <span className={classes.note}>
            {earlier === null
              ? `in this window; looked back to ${at(lookbackFrom)}, not further`
              : `before this window, as far back as ${at(lookbackFrom)}`}
          </span>
        </dd>
      </div>
      {firstEver !== null && ever !== null && firstEver < (earlier ?? seen.firstSeen) && (
        <div>
          <dt>First ever seen</dt>
          <dd>
            <Time value={firstEver} focusable />
            <span className={classes.note}>
              in the history since {at(ever.from)}
              {everLacks(ever)}
            </span>
          </dd>
        </div>
      )}
      <div>
        <dt>Last seen</dt>
        <dd>
          <Time value={seen.lastSeen} focusable />
        </dd>
      </div>
      <div>
        <dt>Events</dt>
        <dd>
          {formatCount(seen.events)} <span className={classes.note}>since {at(window.from)}</span>
        </dd>
      </div>
      <div>
        <dt>Signals</dt>
        <dd>
          {signals.map(({ signal, devices, events }) => {
            const Icon = signalIcons[signal];
            return (
              <span key={signal} className={classes.signal}>
                <Icon size={15} stroke={1.5} aria-hidden />
                {signalFacts[signal].word}: {counted(events, 'event')} on {counted(devices, 'device')}
              </span>
            );
          })}
        </dd>
      </div>
    </dl>
  );
}
