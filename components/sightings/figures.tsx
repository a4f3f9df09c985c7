'use client';

import { StateLink } from '@/components/ui/state-link';
import { useZone } from '@/components/ui/zone';
import { formatCount, formatInstant, nounFor, zoneLabel } from '@/lib/shared/format';
import type { SightingsPage } from '@/lib/sightings/model';
import { type SightingsParams, writeSightingsParams } from '@/lib/sightings/params';
import { everWords } from './ever-words';
import classes from './figures.module.css';
import { sinceName, sinceWords } from './since-words';
import type { Ask } from './use-question';

/** A placeholder as wide as three digits, so that nothing moves when the figure arrives. */
const SPACE = '\u2007\u2007\u2007';

interface Props {
  page: SightingsPage | undefined;
  /** The figures on the screen are still those of the previous question. */
  stale: boolean;
  /** The request failed, so no figures will come. */
  failed: boolean;
  params: SightingsParams;
  ask: Ask;
}

/** The figures of the answer. Each is a link that shows or sorts the rows that it counts. */
export function Figures({ page, stale, failed, params, ask }: Props) {
  const { zone } = useZone();
  const from = page ? ` (since ${formatInstant(page.newSince, zone, 0)} ${zoneLabel(zone)})` : '';
  const name = sinceName(params.since);
  const sorted = (key: SightingsParams['sort']['key'], descending: boolean): SightingsParams => ({
    ...params,
    sort: { key, descending },
  });
  const figures = [
    { name: 'devices', one: 'device', value: page?.figures.devices, to: sorted('device', false), tip: 'Show them by device' },
    { name: 'tools', one: 'tool', value: page?.figures.tools, to: sorted('tool', false), tip: 'Show them by tool' },
    {
      name,
      one: name,
      value: page?.figures.newSightings,
      to: { ...params, new: true },
      tip: `First seen ${sinceWords(params.since, zone)}${from}, and not seen in the 30 days before the window, as far as the telemetry reaches`,
    },
    {
      name: 'first ever',
      one: 'first ever',
      value: page?.figures.firstEver,
      to: { ...sorted('firstEver', true), first: true },
      tip: everWords(page, zone),
    },
    {
      name: 'unreviewed',
      one: 'unreviewed',
      value: page?.figures.unreviewed,
      to: { ...params, verdict: ['new' as const, 'changed' as const] },
      tip: 'Sightings without a verdict, and sightings that have changed since theirs',
    },
    { name: 'events', one: 'event', value: page?.figures.events, to: sorted('count', true), tip: 'Show the busiest first' },
  ];
  const { changed = 0, quiet = 0 } = page?.figures ?? {};
  if (changed > 0)
    figures.splice(-1, 0, {
      name: 'changed',
      one: 'changed',
      value: changed,
      to: { ...params, verdict: ['changed' as const] },
      tip: 'Sightings that have shown something new since their verdict',
    });
  if (quiet > 0 && page?.quietFrom)
    figures.splice(-1, 0, {
      name: 'gone quiet',
      one: 'gone quiet',
      value: quiet,
      to: { ...params, quiet: true },
      tip: `Seen between ${formatInstant(page.quietFrom, zone, 0)} and ${formatInstant(page.newSince, zone, 0)} ${zoneLabel(zone)}, and not since, as far as the window reaches`,
    });
  const { showingNew = 0 } = page?.watched ?? {};
  if (showingNew > 0)
    figures.splice(-1, 0, {
      name: 'watched devices show something new',
      one: 'watched device shows something new',
      value: showingNew,
      to: { ...params, watched: true, new: true },
      tip: 'Devices that you watch and that show something new',
    });
  return (
    <ul className={classes.figures} aria-label="Figures of the whole answer" data-stale={stale} aria-busy={stale}>
      {figures.map(({ name, one, value, to, tip }) => (
        <li key={name}>
          <StateLink search={writeSightingsParams(to)} onGo={() => ask(to)} className={classes.figure} tip={tip}>
            {value === undefined ? (
              <strong className={failed ? undefined : classes.shape}>{failed ? '–' : SPACE}</strong>
            ) : (
              <strong>{value === null ? '?' : formatCount(value)}</strong>
            )}
            <span>{nounFor(value ?? 0, one, name)}</span>
          </StateLink>
        </li>
      ))}
    </ul>
  );
}
