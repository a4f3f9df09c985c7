'use client';

import { useEffect } from 'react';
import { useZone } from '@/components/ui/zone';
import classes from './clock-switch.module.css';

const clocks = [
  { clock: 'utc', name: 'UTC' },
  { clock: 'local', name: 'Local' },
] as const;

/** UTC or the browser's own zone, for every time on the screen, in copies and in exports. */
export function ClockSwitch() {
  const { clock: chosen, zone, setZone } = useZone();
  // The zone is the browser's: it moves with a laptop, and a cookie may have come from another one.
  useEffect(() => {
    if (chosen === 'local' && zone !== Intl.DateTimeFormat().resolvedOptions().timeZone) setZone('local');
  }, [chosen, zone, setZone]);
  return (
    <fieldset className={classes.switch}>
      <legend className="sr-only">Times are shown in</legend>
      {clocks.map(({ clock, name }) => (
        <button
          key={clock}
          type="button"
          aria-pressed={chosen === clock}
          data-tip={
            clock === 'local' && chosen === 'local'
              ? `Times are in ${zone}`
              : `Show times in ${name === 'UTC' ? 'UTC' : 'local time'}`
          }
          onClick={() => setZone(clock)}
        >
          {name}
        </button>
      ))}
    </fieldset>
  );
}
