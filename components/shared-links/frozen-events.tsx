'use client';

import { useState } from 'react';
import { cellText } from '@/components/events/field-groups';
import { plainColumns } from '@/components/events/plain-columns';
import { PlainHead } from '@/components/events/plain-head';
import { Notices } from '@/components/ui/notices';
import { SignalMark } from '@/components/ui/signal-mark';
import { Time } from '@/components/ui/time';
import { visibleText } from '@/components/ui/visible';
import type { DeviceEvent, EventsPage } from '@/lib/devices/model';
import { formatCount } from '@/lib/shared/format';
import classes from './shared-links.module.css';

/** All kept events, newest first, with whole command lines. Each opens to all of its columns. */
export function FrozenEvents({ events, title }: { events: EventsPage; title: string }) {
  return (
    <section className={classes.events} aria-label="Events">
      <h2>
        {visibleText(title)} ({formatCount(events.rows.length)})
      </h2>
      <Notices notices={events.notices} />
      <table className={classes.rows} aria-label="Events, as they were">
        <PlainHead />
        <tbody>
          {events.rows.map((event) => (
            <EventRow key={event.id} event={event} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function EventRow({ event }: { event: DeviceEvent }) {
  const [open, setOpen] = useState(false);
  return (
    <tr>
      <td data-label="Time">
        <div className={classes.when}>
          <SignalMark signal={event.signal} />
          <details onToggle={(toggled) => setOpen(toggled.currentTarget.open)}>
            <summary aria-label="All columns of this event">
              <Time value={event.timestamp} />
            </summary>
            {open && <AllColumns event={event} />}
          </details>
        </div>
      </td>
      {plainColumns.map(({ name, text, isLong }) => {
        const said = visibleText(text(event));
        return (
          <td key={name} data-label={name} data-empty={said === ''}>
            <bdi className={isLong ? classes.command : undefined}>{said}</bdi>
          </td>
        );
      })}
    </tr>
  );
}

function AllColumns({ event }: { event: DeviceEvent }) {
  const filled = Object.entries(event.columns).filter(([, value]) => value !== null && value !== '');
  return (
    <dl className={classes.all}>
      {filled.map(([name, value]) => (
        <div key={name}>
          <dt>{visibleText(name)}</dt>
          <dd>
            <bdi>{visibleText(cellText(value))}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  );
}
