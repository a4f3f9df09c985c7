'use client';

import { Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { lengthWords } from '@/components/shell/window-words';
import { WordButton } from '@/components/ui/button';
import { usePrefs } from '@/components/ui/prefs';
import { StateLink } from '@/components/ui/state-link';
import { useZone } from '@/components/ui/zone';
import { type SightingsParams, writeSightingsParams } from '@/lib/sightings/params';
import classes from './filter-bar.module.css';
import { sinceLength, sinceWords } from './since-words';
import type { Ask } from './use-question';

const lengths = ['6h', '8h', '12h', '24h', '3d', '7d'];

/** Only what is new since the last shift, in one step; beside it, how long a shift is. */
export function ShiftFilter({ params, ask }: { params: SightingsParams; ask: Ask }) {
  const { change } = usePrefs();
  const { zone } = useZone();
  const { since } = params;
  const toggled = { ...params, new: !params.new };
  const length = sinceLength(since);
  // The next question that does not say begins with it, too.
  const chooseLength = (shift: string) => {
    change({ shift });
    ask({ ...params, since: shift });
  };
  return (
    <div className={classes.shift} data-chosen={params.new}>
      <StateLink
        search={writeSightingsParams(toggled)}
        onGo={() => ask(toggled)}
        className={classes.menu}
        current={params.new}
        tip={`First seen ${sinceWords(since, zone)}, and not in the 30 days before it (n)`}
      >
        {length === null ? 'New' : 'New since last shift'}
      </StateLink>
      <Menu position="bottom-end" width={150}>
        <Menu.Target>
          <WordButton look="line" className={classes.menu} aria-label={`New is ${sinceWords(since, zone)}: change`}>
            {length ?? sinceWords(since, zone)}
            <IconChevronDown size={13} aria-hidden />
          </WordButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>A shift is</Menu.Label>
          <Menu.RadioGroup value={length} onChange={chooseLength}>
            {lengths.map((length) => (
              <Menu.RadioItem key={length} value={length}>
                {lengthWords(length)}
              </Menu.RadioItem>
            ))}
          </Menu.RadioGroup>
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
