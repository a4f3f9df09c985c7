'use client';

import { Button, TextInput } from '@mantine/core';
import dynamic from 'next/dynamic';
import { type SubmitEvent, useState } from 'react';
import { WordButton } from '@/components/ui/button';
import { useZone } from '@/components/ui/zone';
import { formatInstant, readWall, zoneLabel } from '@/lib/shared/format';
import type { Window, WindowChoice } from '@/lib/shared/window';
import classes from './window-control.module.css';
import { lastWords, presets } from './window-words';

const Calendar = dynamic(() => import('./window-calendar').then((module) => module.WindowCalendar), {
  ssr: false,
  loading: () => <div className={classes.calendarShape} />,
});

interface Props {
  choice: WindowChoice;
  answered: Window | undefined;
  onChoose: (choice: WindowChoice) => void;
}

const hint = 'Write it as 2026-03-10 08:59:59';

/** Offers rolling windows at one click, and absolute ones by typed times or by days in a calendar. */
export function WindowForm({ choice, answered, onChoose }: Props) {
  const { zone } = useZone();
  const shown = 'from' in choice ? choice : answered;
  const [from, setFrom] = useState(shown ? formatInstant(shown.from, zone, 0) : '');
  const [to, setTo] = useState(shown ? formatInstant(shown.to, zone, 0) : '');
  const [checked, setChecked] = useState(false);

  const [start, end] = [readWall(from, zone), readWall(to, zone)];
  const inverted = start !== undefined && end !== undefined && start > end;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setChecked(true);
    if (start !== undefined && end !== undefined && !inverted) onChoose({ from: start, to: end });
  };
  return (
    <div className={classes.form}>
      <ul className={classes.presets} aria-label="Rolling windows">
        {presets.map((last) => (
          <li key={last}>
            <WordButton
              look="plain"
              aria-current={'last' in choice && choice.last === last ? 'true' : undefined}
              onClick={() => onChoose({ last })}
            >
              {lastWords(last)}
            </WordButton>
          </li>
        ))}
      </ul>
      <form className={classes.absolute} onSubmit={submit} aria-label="Absolute window">
        <TextInput
          label={`From (${zoneLabel(zone)})`}
          value={from}
          onChange={(event) => setFrom(event.currentTarget.value)}
          error={checked && start === undefined && hint}
          placeholder="2026-03-10 08:00:00"
          data-autofocus
        />
        <TextInput
          label={`To (${zoneLabel(zone)})`}
          value={to}
          onChange={(event) => setTo(event.currentTarget.value)}
          error={checked && (end === undefined ? hint : inverted && 'To is before From')}
          placeholder="2026-03-10 09:00:00"
        />
        <Calendar
          from={from.slice(0, 10)}
          to={to.slice(0, 10)}
          onChange={(first, last) => {
            setFrom(`${first} 00:00:00`);
            setTo(`${last} 23:59:59.9999999`);
          }}
        />
        <Button type="submit" fullWidth>
          Show this window
        </Button>
      </form>
    </div>
  );
}
