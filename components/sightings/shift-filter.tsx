'use client';

import { Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useHandovers } from '@/components/handovers/queries';
import { lengthWords } from '@/components/shell/window-words';
import { useShifts } from '@/components/shifts/queries';
import { WordButton } from '@/components/ui/button';
import { Link } from '@/components/ui/link';
import { usePrefs } from '@/components/ui/prefs';
import { StateLink } from '@/components/ui/state-link';
import { visibleText } from '@/components/ui/visible';
import { useZone } from '@/components/ui/zone';
import { paths } from '@/lib/routes/paths';
import { minuteWords } from '@/lib/shared/format';
import { DEFAULT_SHIFT, SINCE_HANDOVER, SINCE_SHIFT, SINCE_VISIT } from '@/lib/shared/prefs';
import { parseInstant } from '@/lib/shared/time';
import { type SightingsParams, writeSightingsParams } from '@/lib/sightings/params';
import classes from './filter-bar.module.css';
import { sinceName, sinceShort, sinceWords } from './since-words';
import type { Ask } from './use-question';

/** The menu offers the latest handovers only. The page of each handover links to the sightings since it. */
const MOST_HANDOVERS = 3;
const lengths = ['6h', '8h', '12h', '24h', '3d', '7d'];

/** A button that shows only what is new, and a menu that says since when: the shift, the last visit, a handover or a length. */
export function ShiftFilter({ params, ask }: { params: SightingsParams; ask: Ask }) {
  const { change } = usePrefs();
  const { zone } = useZone();
  const { data } = useShifts();
  const handovers = useHandovers().data?.handovers.filter(({ publishedAt }) => publishedAt !== null) ?? [];
  const { since } = params;
  const toggled = { ...params, new: !params.new };
  // The choice is kept for questions whose URL does not say since when, unless it is a handover or an instant: those hold for
  // this question only.
  const choose = (chosen: string) => {
    if (!chosen.startsWith(SINCE_HANDOVER) && parseInstant(chosen) === undefined) change({ shift: chosen });
    ask({ ...params, since: chosen });
  };
  const at = (instant: string) => minuteWords(instant, zone);
  const shift = data?.current ? `${data.current.name}, since ${at(data.current.from)}` : `last ${lengthWords(DEFAULT_SHIFT)}`;
  const options = [
    { value: SINCE_SHIFT, words: `The shift (${shift})` },
    { value: SINCE_VISIT, words: `My last visit${data?.lastVisit ? ` (${at(data.lastVisit)})` : ''}` },
    ...handovers.slice(0, MOST_HANDOVERS).map(({ id, by, publishedAt }) => ({
      value: `${SINCE_HANDOVER}${id}`,
      words: `The handover by ${visibleText(by)} (${at(publishedAt ?? '')})`,
    })),
    ...lengths.map((length) => ({ value: length, words: `The last ${lengthWords(length)}` })),
  ];
  return (
    <div className={classes.shift} data-chosen={params.new}>
      <StateLink
        search={writeSightingsParams(toggled)}
        onGo={() => ask(toggled)}
        className={classes.menu}
        current={params.new}
        tip={`First seen ${sinceWords(since, zone)}, and not in the 30 days before it (n)`}
      >
        {sinceName(since).replace('new', 'New')}
      </StateLink>
      <Menu position="bottom-end" width={300}>
        <Menu.Target>
          <WordButton
            look="line"
            className={classes.menu}
            aria-label={`“New” means first seen ${sinceWords(since, zone)}: change`}
          >
            {sinceShort(since, zone)}
            <IconChevronDown size={13} aria-hidden />
          </WordButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>New since</Menu.Label>
          <Menu.RadioGroup value={since} onChange={choose}>
            {options.map(({ value, words }) => (
              <Menu.RadioItem key={value} value={value}>
                {words}
              </Menu.RadioItem>
            ))}
          </Menu.RadioGroup>
          <Menu.Divider />
          <Menu.Item component={Link} href={paths.shifts()}>
            When the team’s shifts are…
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
