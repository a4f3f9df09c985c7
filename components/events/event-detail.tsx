'use client';

import { toolColor } from '@/components/charts/tool-color';
import { OpenIn } from '@/components/links/open-in';
import { useHuntName, useHunts } from '@/components/sightings/queries';
import { CopyButton } from '@/components/ui/copy';
import { Link } from '@/components/ui/link';
import { Notices } from '@/components/ui/notices';
import { useHasPortals } from '@/components/ui/portals';
import { useReadOnly } from '@/components/ui/read-only';
import { SignalMark } from '@/components/ui/signal-mark';
import { Time } from '@/components/ui/time';
import { visibleText } from '@/components/ui/visible';
import type { EventDetail } from '@/lib/devices/model';
import { slugOf } from '@/lib/hunts/model';
import { paths } from '@/lib/routes/paths';
import { counted } from '@/lib/shared/format';
import { signalFacts } from '@/lib/tables/tables';
import { AncestryTree } from './ancestry-tree';
import { Around } from './around';
import { Command } from './command';
import { CopyForms } from './copy-menu';
import classes from './event-detail.module.css';
import { Fields } from './fields';

interface Props {
  detail: EventDetail;
  /** The question of the device’s page, which links to its other events hand on; empty if there was none. */
  asked: URLSearchParams;
}

/** One event: the hunts that match it, its command line, the processes and the minutes around it, and all fields. */
export function EventBody({ detail, asked }: Props) {
  const { event, twins } = detail;
  const isKept = useReadOnly();
  const has = useHasPortals() && !isKept;
  const { created, initiating } = signalFacts[event.signal].processes;
  const commands = [
    { name: 'Command line', column: created?.commandLine },
    { name: 'Command line of the initiating process', column: initiating?.commandLine },
  ];
  return (
    <div className={classes.body}>
      <Notices notices={detail.notices} />
      {twins > 0 && (
        <p className={classes.twins} role="note">
          {counted(twins, 'other row has', 'other rows have')} the same DeviceId, Timestamp and{' '}
          {event.reportId === null ? 'no ReportId either' : 'ReportId'}; the first is shown.
        </p>
      )}
      <div className={classes.head}>
        <div className={classes.which}>
          <span className={classes.signal}>
            <SignalMark signal={event.signal} />
            {signalFacts[event.signal].word}
          </span>
          <Time value={event.timestamp} digits={7} focusable />
          <span className={classes.report}>
            {event.reportId === null ? (
              'No exact ReportId'
            ) : (
              <>
                ReportId {event.reportId} <CopyButton text={event.reportId} label="ReportId" />
              </>
            )}
          </span>
        </div>
        <div className={classes.actions}>
          {has && <OpenIn what={{ portalLinks: detail.portalLinks }} />}
          <CopyForms detail={detail} />
        </div>
      </div>
      <MatchedHunts event={detail.event} />
      {commands.map(({ name, column }) => {
        const text = column && event.columns[column];
        return typeof text === 'string' && text !== '' ? <Command key={name} name={name} text={text} /> : null;
      })}
      <section aria-label="Processes">
        <h2>Processes</h2>
        <AncestryTree deviceId={event.deviceId} nodes={detail.ancestry} asked={asked} />
      </section>
      {!isKept && <Around event={event} asked={asked} />}
      <section aria-label="All fields">
        <h2>All fields</h2>
        <Fields detail={detail} />
      </section>
    </div>
  );
}

/** The hunts that match the event, so that a reader sees why it is here. */
function MatchedHunts({ event }: Pick<EventDetail, 'event'>) {
  const hunts = useHunts().data?.hunts;
  const nameOf = useHuntName();
  if (event.huntIds.length === 0) return <p className={classes.unmatched}>No hunt matches this event.</p>;
  return (
    <ul className={classes.hunts} aria-label="Hunts that match">
      {event.huntIds.map((id) => {
        const hunt = hunts?.find((one) => one.id === id);
        return (
          <li key={id}>
            <span className={classes.swatch} style={{ background: toolColor(hunt?.toolSlug ?? slugOf(event.tools[0] ?? '')) }} />
            <strong>{hunt?.tool ?? event.tools[0]}</strong>
            <Link href={paths.hunt(id)}>{visibleText(nameOf(id))}</Link>
          </li>
        );
      })}
    </ul>
  );
}
