'use client';

import { useElementSize } from '@mantine/hooks';
import { IconArrowBackUp, IconChartBar, IconTable } from '@tabler/icons-react';
import dynamic from 'next/dynamic';
import { useMemo, useState } from 'react';
import { lengthWords } from '@/components/shell/window-words';
import { IconButton, WordButton } from '@/components/ui/button';
import { useReadOnly } from '@/components/ui/read-only';
import { useZone } from '@/components/ui/zone';
import { type Zone, zoneLabel } from '@/lib/shared/format';
import type { Window } from '@/lib/shared/window';
import type { Timeline } from '@/lib/sightings/model';
import { bucketsWindow } from './buckets';
import { Legend } from './legend';
import { type Drawn, prepareTimeline, readBuckets } from './prepare-timeline';
import classes from './timeline.module.css';
import { type Reading, TimelineOverlay } from './timeline-overlay';
import { TimelineTable } from './timeline-table';

const HEIGHT = 116;
const TimelineBars = dynamic(() => import('./timeline-bars').then((module) => module.TimelineBars), { ssr: false });

interface Props {
  timeline: Timeline;
  /** The timeline on the screen is still that of the previous question. */
  stale: boolean;
  /** What it says when there is nothing to draw. */
  empty: string;
  isChosen: (slug: string) => boolean;
  onToggle: (slug: string) => void;
  onZoom: (window: Window) => void;
  /** Undoes the last zoom; absent if there is none. */
  onUndo?: (() => void) | undefined;
}

/**
 * The events of all devices over the window, stacked by tool. The pointer or the keyboard zooms in; a table shows the same
 * numbers.
 */
export function EstateTimeline({ timeline, stale, empty, isChosen, onToggle, onZoom, onUndo }: Props) {
  const { zone } = useZone();
  const isKept = useReadOnly();
  const { ref, width } = useElementSize<HTMLDivElement>();
  const [reading, setReading] = useState<Reading | null>(null);
  const [asTable, setAsTable] = useState(false);
  const drawn = useMemo(() => prepareTimeline(timeline, zone), [timeline, zone]);
  const [first, last] = reading ? [Math.min(reading.from, reading.at), Math.max(reading.from, reading.at)] : [0, -1];
  const words = reading === null || last >= drawn.buckets ? '' : readBuckets(timeline, drawn, { first, last }, zone);
  const zoom = (first: number, last: number) => {
    setReading(null);
    onZoom(bucketsWindow(timeline, first, last, timeline.window));
  };
  return (
    <section className={classes.timeline} aria-label="Timeline of the estate" aria-busy={stale}>
      <div className={classes.top}>
        <Legend bands={drawn.bands} others={drawn.others} stale={stale} isChosen={isChosen} onToggle={onToggle} />
        <div className={classes.tools}>
          {onUndo && (
            <WordButton look="line" small onClick={onUndo} tip="Back to the window before (u)">
              <IconArrowBackUp size={15} stroke={1.75} aria-hidden /> Undo zoom
            </WordButton>
          )}
          <IconButton size={26} label={asTable ? 'Show as a chart' : 'Show as a table'} onClick={() => setAsTable(!asTable)}>
            {asTable ? <IconChartBar size={16} stroke={1.6} aria-hidden /> : <IconTable size={16} stroke={1.6} aria-hidden />}
          </IconButton>
        </div>
      </div>
      <div ref={ref} className={classes.chart} data-stale={stale} style={{ height: HEIGHT }}>
        {asTable && <TimelineTable timeline={timeline} drawn={drawn} zone={zone} />}
        {!asTable && width > 0 && (
          <>
            <div aria-hidden>
              <TimelineBars drawn={drawn} width={width} height={HEIGHT} />
            </div>
            {!isKept && (
              <TimelineOverlay
                buckets={drawn.buckets}
                partialLast={drawn.partialLast}
                reading={reading}
                words={words}
                onRead={setReading}
                onZoom={zoom}
              />
            )}
          </>
        )}
      </div>
      <p className={classes.read} data-stale={stale}>
        {words === '' ? caption(drawn, timeline.step, zone, { asTable, isKept, empty }) : words}
      </p>
    </section>
  );
}

interface Shown {
  asTable: boolean;
  isKept: boolean;
  empty: string;
}

function caption(
  { bands, others, partialLast, totals }: Drawn,
  step: string,
  zone: Zone,
  { asTable, isKept, empty }: Shown,
): string {
  if (bands.length === 0) return empty;
  const each = `${lengthWords(step)} per ${asTable ? 'row' : 'bar'}, ${zoneLabel(zone)}`;
  const some =
    others.length > 0 ? ` ${bands.length - 1} of ${bands.length - 1 + others.length} tools have a colour, the rest is grey.` : '';
  if (!asTable)
    return `${each}${partialLast ? `; ${isKept ? 'the last one' : 'the last one, hatched,'} is incomplete` : ''}.${isKept ? '' : ' Drag to zoom.'}${some}`;
  return `${each}, without those that have no events${partialLast && totals.at(-1) ? '; the newest is incomplete' : ''}.`;
}
