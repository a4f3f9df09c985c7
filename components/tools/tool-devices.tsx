'use client';

import { useQuery } from '@tanstack/react-query';
import { MARKED_TOOL } from '@/components/events/open-event';
import { ConfidenceMark } from '@/components/sightings/confidence-mark';
import { DeviceName } from '@/components/ui/device-name';
import { getJson } from '@/components/ui/fetch';
import { Link } from '@/components/ui/link';
import { Loading } from '@/components/ui/loading';
import { Problem } from '@/components/ui/problem';
import { SignalMark } from '@/components/ui/signal-mark';
import { Time } from '@/components/ui/time';
import { VerdictMark } from '@/components/verdicts/verdict-mark';
import { defaultEventsParams, writeEventsParams } from '@/lib/devices/params';
import { paths } from '@/lib/routes/paths';
import { counted, formatCount } from '@/lib/shared/format';
import type { Window } from '@/lib/shared/window';
import { type Sighting, sightingsPageSchema } from '@/lib/sightings/model';
import { defaultParams, writeSightingsParams } from '@/lib/sightings/params';
import classes from './tools.module.css';

const SHOWN = 100;

interface Props {
  slug: string;
  /** The window of the answer on the screen. */
  window: Window;
  since: string;
}

/** The devices that it was seen on, newest first, each with its verdict. */
export function ToolDevices({ slug, window, since }: Props) {
  const asked = { ...defaultParams, window, since, tool: [{ value: slug, not: false }] };
  const search = writeSightingsParams(asked).toString();
  const { data, error, refetch } = useQuery({
    queryKey: ['tool devices', search],
    queryFn: ({ signal }) => getJson(paths.api.sightings(`${search}&limit=${SHOWN}&omit=reportIds`), sightingsPageSchema, signal),
  });
  const hrefOf = ({ deviceId }: Sighting) => {
    const device = writeEventsParams({ ...defaultEventsParams, window, since });
    device.set(MARKED_TOOL, slug);
    return paths.device(deviceId, device);
  };
  return (
    <section className={classes.list} aria-label="Devices">
      <h2>Devices</h2>
      {error && <Problem error={error} retry={refetch} />}
      {!data && !error && <Loading what="Loading its devices…" rows={6} />}
      {data && (
        <>
          <p className={classes.note}>
            {data.total > data.rows.length && `The ${formatCount(data.rows.length)} seen last of ${formatCount(data.total)}. `}
            <Link href={paths.home(search)}>Show all of them as sightings</Link>
          </p>
          <table className={classes.table}>
            <thead>
              <tr>
                <th scope="col">Device</th>
                <th scope="col">Verdict</th>
                <th scope="col">First seen</th>
                <th scope="col">Last seen</th>
                <th scope="col" data-number>
                  Events
                </th>
                <th scope="col">Signals</th>
                <th scope="col">Confidence</th>
              </tr>
            </thead>
            <tbody>
              {data.rows.map((row) => (
                <tr key={row.deviceId}>
                  <th scope="row">
                    <Link href={hrefOf(row)} className={classes.device}>
                      <DeviceName name={row.deviceName || row.deviceId} />
                    </Link>
                    {row.isNew && <span className={classes.new}>new</span>}
                  </th>
                  <td>
                    <VerdictMark verdict={row.verdict} />
                  </td>
                  <td>
                    <Time value={row.firstSeen} digits={0} />
                  </td>
                  <td>
                    <Time value={row.lastSeen} digits={0} />
                  </td>
                  <td data-number>{formatCount(row.count)}</td>
                  <td>
                    <span className={classes.marks}>
                      {row.signals.map(({ signal, count }) => (
                        <SignalMark key={signal} signal={signal} detail={counted(count, 'event')} />
                      ))}
                    </span>
                  </td>
                  <td>
                    <ConfidenceMark row={row} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </section>
  );
}
