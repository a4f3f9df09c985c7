'use client';

import { Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { lengthWords } from '@/components/shell/window-words';
import { usePrefs } from '@/components/ui/prefs';
import { StateLink } from '@/components/ui/state-link';
import { type SightingsParams, writeSightingsParams } from '@/lib/sightings/params';
import classes from './filter-bar.module.css';
import type { QueryContext } from './use-question';

const lengths = ['6h', '8h', '12h', '24h', '3d', '7d'];

/** Only what is new since the last shift, in one step; beside it, how long a shift is. */
export function ShiftFilter({ params, ask }: { params: SightingsParams; ask: QueryContext }) {
  const { prefs, change } = usePrefs();
  const on = params.new !== null;
  const toggled = { ...params, new: on ? null : prefs.shift };
  const chooseLength = (shift: string) => {
    change({ shift });
    if (on) ask({ ...params, new: shift });
  };
  return (
    <div className={classes.shift} data-chosen={on}>
      <StateLink
        search={writeSightingsParams(toggled)}
        onGo={() => ask(toggled)}
        className={classes.menu}
        current={on}
        tip={`First seen in the last ${lengthWords(prefs.shift)} of the window, and not in the 30 days before it (n)`}
      >
        New since last shift
      </StateLink>
      <Menu position="bottom-end" width={150}>
        <Menu.Target>
          <button type="button" className={classes.menu} aria-label={`A shift is ${lengthWords(prefs.shift)}: change`}>
            {prefs.shift}
            <IconChevronDown size={13} aria-hidden />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>A shift is</Menu.Label>
          <Menu.RadioGroup value={prefs.shift} onChange={chooseLength}>
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
