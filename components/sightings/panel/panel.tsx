'use client';

import { useDebouncedValue } from '@mantine/hooks';
import { IconArrowRight, IconX } from '@tabler/icons-react';
import type { RefObject } from 'react';
import { toolColor } from '@/components/charts/tool-color';
import { SightingHistory } from '@/components/history/sighting-history';
import { OpenIn } from '@/components/links/open-in';
import { IconButton } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy';
import { DeviceName } from '@/components/ui/device-name';
import { Empty } from '@/components/ui/empty';
import { Link } from '@/components/ui/link';
import { Loading } from '@/components/ui/loading';
import { Problem } from '@/components/ui/problem';
import { Changes } from '@/components/verdicts/changes';
import { VerdictHistory } from '@/components/verdicts/history';
import { defaultEventsParams, writeEventsParams } from '@/lib/devices/params';
import type { Ever } from '@/lib/history/model';
import { paths } from '@/lib/routes/paths';
import type { Window } from '@/lib/shared/window';
import type { Sighting } from '@/lib/sightings/model';
import { partsOfKey } from '../open-row';
import { toolSearch } from '../question';
import { Events } from './events';
import classes from './panel.module.css';
import { Parts } from './parts';
import { useSighting } from './queries';
import { Summary } from './summary';
import { Usual } from './usual';

/** Milliseconds. Whoever moves down the table with j asks only for the row on which they stop. */
const REST = 150;

interface Props {
  open: string;
  /** The row as the table has it; a link may open one that is not loaded. */
  row: Sighting | undefined;
  window: Window | undefined;
  /** Since when it counts as new. */
  since: string;
  /** Length of the buckets of the row's activity. */
  step: string | undefined;
  ever: Ever | null | undefined;
  /** Row and window are still those of the previous question. */
  stale: boolean;
  deviceHref: (deviceId: string, toolSlug: string) => string;
  onClose: () => void;
  box: RefObject<HTMLElement | null>;
}

/** One sighting beside the table: its parts, its accounts, its newest events. */
export function Panel({ open, row: listed, window, since, step, ever, stale, deviceHref, onClose, box }: Props) {
  const [rested] = useDebouncedValue(open, listed ? REST : 0);
  const { data, error, isPending, refetch } = useSighting(rested, window, since);
  const fresh = rested === open ? data : undefined;
  const row = fresh?.row ?? listed;
  const { deviceId, toolSlug } = partsOfKey(open);
  const question = writeEventsParams({ ...defaultEventsParams, ...(window && { window }), tool: toolSlug, matched: true });
  const name = row?.deviceName || deviceId;
  return (
    <aside ref={box} className={classes.panel} aria-label="Sighting" tabIndex={-1}>
      <header className={classes.header}>
        <div className={classes.title}>
          <h2>
            <span className={classes.swatch} style={{ background: toolColor(toolSlug) }} />
            <Link href={paths.tool(toolSlug, window && toolSearch({ window, since }))} data-tip="What is known of the tool">
              {row?.tool ?? toolSlug}
            </Link>
            {row?.isNew && <span className={classes.new}>new</span>}
          </h2>
          <div className={classes.device}>
            on <DeviceName name={name} />
            <CopyButton text={name} label="device name" />
          </div>
        </div>
        <Link
          href={deviceHref(deviceId, toolSlug)}
          className={classes.go}
          data-tip="The device over the same window, this tool marked among all (Enter)"
        >
          Open device <IconArrowRight size={15} stroke={1.75} aria-hidden />
        </Link>
        <OpenIn what={{ path: paths.api.devicePortalLinks(deviceId, question) }} look="icon" />
        <IconButton label="Close" tip="Close (Esc)" onClick={onClose}>
          <IconX size={17} stroke={1.75} aria-hidden />
        </IconButton>
      </header>
      <div className={classes.body} data-stale={stale} aria-busy={stale}>
        {row && (
          <>
            <Summary row={row} step={fresh?.axis.step ?? step} ever={ever} />
            <Changes verdict={row.verdict} />
            <Parts row={row} />
            {window && <Usual open={rested} window={window} since={since} />}
            <section aria-label="Verdict">
              <h3>Verdict history</h3>
              <VerdictHistory subject={row} />
            </section>
            <section aria-label="History">
              <h3>History</h3>
              <SightingHistory toolSlug={toolSlug} deviceId={deviceId} />
            </section>
            <Events open={rested} window={window} total={row.count} />
          </>
        )}
        {!row && isPending && <Loading what="Loading this sighting…" rows={6} />}
        {!row && error && <Problem error={error} retry={refetch} />}
        {!row && data === null && (
          <Empty title="Not seen in this window">This tool has no events on this device in the window. Choose a wider one.</Empty>
        )}
        {!row && data === null && <SightingHistory toolSlug={toolSlug} deviceId={deviceId} />}
      </div>
    </aside>
  );
}
