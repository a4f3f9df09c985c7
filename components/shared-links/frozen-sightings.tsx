'use client';

import { useMemo } from 'react';
import { EstateTimeline } from '@/components/charts/estate-timeline';
import { colouredTools } from '@/components/charts/prepare-timeline';
import { cells } from '@/components/sightings/cells';
import { chipsOf } from '@/components/sightings/filter-chips';
import { sinceWords } from '@/components/sightings/since-words';
import { type TableContext, tableContext } from '@/components/sightings/table-context';
import { emptyChartWords } from '@/components/sightings/why-empty';
import { Notices } from '@/components/ui/notices';
import { visibleText } from '@/components/ui/visible';
import { useZone } from '@/components/ui/zone';
import { defaultEventsParams, writeEventsParams } from '@/lib/devices/params';
import { paths } from '@/lib/routes/paths';
import { formatCount, nounFor } from '@/lib/shared/format';
import type { Snapshot } from '@/lib/shared-links/model';
import { fieldNames, fields, uselessColumns } from '@/lib/sightings/fields';
import { parseSightingsParams } from '@/lib/sightings/params';
import { FrozenEvents } from './frozen-events';
import classes from './shared-links.module.css';

const nothing = () => undefined;
const none: ReadonlySet<string> = new Set();

/** The sightings as they were: question, notices, figures, timeline and all kept rows. */
export function FrozenSightings({ snapshot, path }: { snapshot: Extract<Snapshot, { page: 'sightings' }>; path: string }) {
  const { sightings: page, timeline, events } = snapshot;
  const { zone } = useZone();
  const { params } = parseSightingsParams(new URLSearchParams(path.split('?', 2)[1]));
  const { window, newSince, lookbackFrom, axis } = page;
  const context: TableContext = useMemo(
    () => ({
      ...{ sort: params.sort, onSort: nothing, window, watched: none, newSince, lookbackFrom, stale: false, step: axis.step },
      deviceHref: (deviceId) => paths.device(deviceId, writeEventsParams({ ...defaultEventsParams, window, since: newSince })),
      coloured: colouredTools(timeline),
      ...{ onSelect: nothing, allSelected: false, someSelected: false, onSelectLoaded: nothing },
    }),
    [params.sort, window, newSince, lookbackFrom, axis.step, timeline],
  );
  const useless = uselessColumns(page.facets);
  const shown = fieldNames.filter((name) => !useless.includes(name));
  const named = { tool: (slug: string) => slug, device: (id: string) => id, exclusion: (id: string) => id, hunts: [] };
  const filters = chipsOf(params, named).map(({ field, value, not }) => `${field} ${not ? 'is not' : 'is'} ${value}`);
  if (params.q !== '') filters.unshift(`with the words “${params.q}”`);
  if (params.new) filters.unshift('new only');
  const { devices, tools, newSightings, unreviewed, events: count } = page.figures;
  const figures = [
    [nounFor(page.total, 'sighting'), page.total],
    [nounFor(devices, 'device'), devices],
    [nounFor(tools, 'tool'), tools],
    ['new', newSightings],
    ['unreviewed', unreviewed],
    [nounFor(count, 'event'), count],
  ] as const;
  return (
    <>
      <p className={classes.question}>
        Question: {filters.length === 0 ? 'every sighting' : visibleText(filters.join('; '))}. “New” means first seen{' '}
        {sinceWords(newSince, zone)}.
      </p>
      <Notices notices={page.notices} />
      <dl className={classes.figures} aria-label="Figures of the whole answer">
        {figures.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{formatCount(value)}</dd>
          </div>
        ))}
      </dl>
      <EstateTimeline
        timeline={timeline}
        stale={false}
        empty={emptyChartWords(params, page.excluded)}
        isChosen={() => false}
        onToggle={nothing}
        onZoom={nothing}
      />
      <tableContext.Provider value={context}>
        <table className={classes.rows} aria-label="Sightings, as they were">
          <thead>
            <tr>
              {shown.map((name) => (
                <th key={name} scope="col">
                  {fields[name].heading}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {page.rows.map((row) => (
              <tr key={`${row.toolSlug}~${row.deviceId}`}>
                {shown.map((name) => {
                  const Cell = cells[name];
                  return (
                    <td key={name} data-label={fields[name].heading}>
                      <div className={classes.cell}>
                        <Cell row={row} />
                        {name === 'verdict' && row.verdict.note !== '' && (
                          <span className={classes.note}>{visibleText(row.verdict.note)}</span>
                        )}
                      </div>
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </tableContext.Provider>
      {events && <FrozenEvents events={events} title={`Events of the sighting that was open, on ${events.deviceId}`} />}
    </>
  );
}
