'use client';

import { Popover } from '@mantine/core';
import { IconCalendarTime, IconChevronDown, IconPin } from '@tabler/icons-react';
import { useState } from 'react';
import { useAnswered } from '@/components/ui/answered';
import { IconButton, WordButton } from '@/components/ui/button';
import { useKeys } from '@/components/ui/keys';
import { useUrlState } from '@/components/ui/url-state';
import { useZone } from '@/components/ui/zone';
import { formatInstant, zoneLabel } from '@/lib/shared/format';
import type { WindowChoice } from '@/lib/shared/window';
import { parseSightingsParams } from '@/lib/sightings/params';
import classes from './window-control.module.css';
import { WindowForm } from './window-form';
import { lastWords, withWindow } from './window-words';

/** Chooses the window of the page. The window is in the URL, so the browser’s Back undoes a choice. */
export function WindowControl() {
  const { search, push } = useUrlState();
  const { zone } = useZone();
  const answered = useAnswered();
  const [open, setOpen] = useState(false);
  const { window: choice } = parseSightingsParams(search).params;
  const rolling = 'last' in choice;

  const choose = (next: WindowChoice) => {
    setOpen(false);
    push(withWindow(search, next));
  };
  const pin = () => answered && choose(answered);
  useKeys({ w: () => setOpen(true) });

  const words = rolling
    ? lastWords(choice.last)
    : `${formatInstant(choice.from, zone, 0)} – ${formatInstant(choice.to, zone, 0)}`;
  const tip = rolling
    ? 'Choose the window (w)'
    : `${formatInstant(choice.from, zone, 7)} – ${formatInstant(choice.to, zone, 7)} ${zoneLabel(zone, choice.to)}`;
  return (
    <div className={classes.control}>
      <Popover opened={open} onChange={setOpen} position="bottom-end" trapFocus withinPortal>
        <Popover.Target>
          <WordButton
            look="plain"
            className={classes.button}
            aria-label={`Window: ${words}`}
            tip={tip}
            onClick={() => setOpen(!open)}
          >
            <IconCalendarTime size={16} stroke={1.6} aria-hidden />
            <span>{words}</span>
            <IconChevronDown size={13} aria-hidden />
          </WordButton>
        </Popover.Target>
        <Popover.Dropdown p={0}>
          <WindowForm choice={choice} answered={answered} onChoose={choose} />
        </Popover.Dropdown>
      </Popover>
      {rolling && (
        <IconButton
          size={28}
          className={classes.pin}
          disabled={!answered}
          label="Make the window absolute"
          tip="Make absolute: hold the window where it is now"
          data-tip-side="end"
          onClick={pin}
        >
          <IconPin size={16} stroke={1.6} aria-hidden />
        </IconButton>
      )}
    </div>
  );
}
