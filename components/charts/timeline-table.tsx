'use client';

import { formatCount, type Zone, zoneLabel } from '@/lib/shared/format';
import type { Timeline } from '@/lib/sightings/model';
import { bucketWords } from './buckets';
import type { Drawn } from './prepare-timeline';
import classes from './timeline.module.css';

/** The timeline as numbers, newest bucket first, without buckets that have no events. */
export function TimelineTable({ timeline, drawn, zone }: { timeline: Timeline; drawn: Drawn; zone: Zone }) {
  const rows = drawn.totals.map((total, index) => ({ total, index })).filter(({ total }) => total > 0);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
    <section className={classes.scroll} tabIndex={0} aria-label="Timeline as a table">
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">Bucket ({zoneLabel(zone)})</th>
            {drawn.bands.map(({ slug, tool }) => (
              <th key={slug} scope="col">
                {tool}
              </th>
            ))}
            <th scope="col">All</th>
          </tr>
        </thead>
        <tbody>
          {rows.reverse().map(({ total, index }) => (
            <tr key={index}>
              <th scope="row">
                {bucketWords(timeline, index, zone)}
                {drawn.partialLast && index === drawn.buckets - 1 ? ' (incomplete)' : ''}
              </th>
              {drawn.bands.map(({ slug, counts }) => (
                <td key={slug}>{counts[index] ? formatCount(counts[index]) : ''}</td>
              ))}
              <td>{formatCount(total)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
