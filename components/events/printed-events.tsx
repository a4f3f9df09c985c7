'use client';

import { Time } from '@/components/ui/time';
import { usePrinting } from '@/components/ui/use-printing';
import { visibleText } from '@/components/ui/visible';
import { useZone } from '@/components/ui/zone';
import type { HuntSummary } from '@/lib/catalogue/model';
import type { DeviceEvent, EventsPage } from '@/lib/devices/model';
import type { EventsParams } from '@/lib/devices/params';
import { counted, formatCount, zoneLabel } from '@/lib/shared/format';
import { chipsOf } from './event-chips';
import { plainColumns } from './plain-columns';
import { PlainHead } from './plain-head';
import classes from './printed-events.module.css';

/** How many events are printed at most: some 40 pages. */
export const MOST_PRINTED = 500;

interface Props {
  /** All that are loaded. */
  rows: DeviceEvent[];
  page: EventsPage;
  params: EventsParams;
  hunts: HuntSummary[];
}

/** The events on paper, where a virtualised table would end with the screen: those that are loaded, with whole command lines. */
export function PrintedEvents({ rows, page, params, hunts }: Props) {
  const { zone } = useZone();
  if (!usePrinting()) return null;
  const { window, total } = page;
  const { matched, reportId, q } = params;
  const filters = [
    ...chipsOf(params, hunts).map(({ field, value }) => `${field} ${value}`),
    ...(matched ? ['matched by a hunt'] : []),
    ...(reportId === null ? [] : [`ReportId ${reportId}`]),
    ...(q === '' ? [] : [`with the words “${q}”`]),
  ];
  const shown = rows.slice(0, MOST_PRINTED);
  return (
    <div className={classes.printed}>
      <h2>
        Events, <Time value={window.from} digits={0} /> – <Time value={window.to} digits={0} /> {zoneLabel(zone)}
      </h2>
      {filters.length > 0 && <p>Only: {visibleText(filters.join('; '))}</p>}
      <p>{printedWords(shown.length, total)}</p>
      <table>
        <PlainHead />
        <tbody>
          {shown.map((event) => (
            <tr key={event.id}>
              <td>
                <Time value={event.timestamp} />
              </td>
              {plainColumns.map(({ name, text, isLong }) => (
                <td key={name} className={isLong && classes.command}>
                  <bdi>{visibleText(text(event))}</bdi>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What of the answer is on paper. The browser's own command prints only what is loaded. */
function printedWords(shown: number, total: number): string {
  if (shown >= total) return `All ${counted(total, 'event')} of the window and filters, the newest first.`;
  const more =
    shown < MOST_PRINTED ? `“Print” on the page prints up to ${MOST_PRINTED}.` : 'A narrower window or filter prints the others.';
  return `The newest ${formatCount(shown)} of ${counted(total, 'event')}. ${more}`;
}
