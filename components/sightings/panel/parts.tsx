'use client';

import { CopyButton } from '@/components/ui/copy';
import { Link } from '@/components/ui/link';
import { signalIcons } from '@/components/ui/signal-mark';
import { Time } from '@/components/ui/time';
import { paths } from '@/lib/routes/paths';
import { counted } from '@/lib/shared/format';
import type { Sighting } from '@/lib/sightings/model';
import { signalFacts } from '@/lib/tables/tables';
import { useHuntName } from '../queries';
import classes from './panel.module.css';

/** The parts of a sighting, one for each signal, with the hunts that matched. */
export function Parts({ row }: { row: Sighting }) {
  const nameOf = useHuntName();
  return (
    <section aria-label="By signal">
      <h3>By signal</h3>
      <ul className={classes.parts}>
        {row.signals.map(({ signal, huntIds, firstSeen, lastSeen, count, reportIds }) => {
          const Icon = signalIcons[signal];
          const { word } = signalFacts[signal];
          return (
            <li key={signal}>
              <Icon size={18} stroke={1.5} aria-hidden />
              <div className={classes.words}>
                <div className={classes.part}>
                  <strong>{word}</strong>
                  <span>{counted(count, 'event')}</span>
                  {reportIds && (
                    <CopyButton text={reportIds.join('\n')} label={`${counted(reportIds.length, 'ReportId')} of ${word}`} />
                  )}
                </div>
                <div className={classes.span}>
                  <Time value={firstSeen} digits={0} /> – <Time value={lastSeen} digits={0} />
                </div>
                {huntIds.map((id) => (
                  <Link key={id} href={paths.hunt(id)} className={classes.hunt}>
                    {nameOf(id)}
                  </Link>
                ))}
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
