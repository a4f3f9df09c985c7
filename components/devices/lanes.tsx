'use client';

import { useElementSize } from '@mantine/hooks';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { bucketsWindow } from '@/components/charts/buckets';
import { NEUTRAL } from '@/components/charts/tool-color';
import { WordButton } from '@/components/ui/button';
import { useReadOnly } from '@/components/ui/read-only';
import { useZone } from '@/components/ui/zone';
import type { DeviceDetail } from '@/lib/devices/model';
import { zoneLabel } from '@/lib/shared/format';
import type { Window } from '@/lib/shared/window';
import { LaneAxis, LaneDrawing } from './lane-drawing';
import { LaneFacts } from './lane-facts';
import classes from './lanes.module.css';
import { type LaneAt, LanesOverlay } from './lanes-overlay';
import { prepareLanes, readLanes } from './prepare-lanes';

interface Props {
  device: DeviceDetail;
  /** The slug of the tool that the events are narrowed to. */
  tool: string | null;
  /** The slug of the tool that the link to this page marks. */
  marked: string | null;
  /** The lanes on the screen are still those of the previous window. */
  asking: boolean;
  onTool: (slug: string) => void;
  onZoom: (window: Window) => void;
  /** Undoes the last zoom; absent if there is none. */
  onUndo: (() => void) | undefined;
}

/**
 * A lane for each tool on one time axis. The pointer or the keyboard zooms in; choosing a lane narrows the events to its tool.
 */
export function Lanes({ device, tool, marked, asking, onTool, onZoom, onUndo }: Props) {
  const { zone } = useZone();
  const isKept = useReadOnly();
  const { ref, width } = useElementSize<HTMLDivElement>();
  const [at, setAt] = useState<LaneAt | null>(null);
  const drawn = useMemo(() => prepareLanes(device, zone, width, [tool, marked]), [device, zone, width, tool, marked]);
  const { axis, lanes, window } = device;
  const read = at !== null && at.bucket < axis.buckets && at.lane < lanes.length ? at : null;
  const words = read === null ? '' : readLanes(device, read, zone);
  const hint = `${axis.step} per bar. Each lane has its own scale. Times are in ${zoneLabel(zone)}.`;
  return (
    <section className={classes.lanes} aria-label="Tools on this device" aria-busy={asking}>
      <div className={classes.top}>
        <h2>Tools</h2>
        <p className={classes.read}>
          {asking ? 'Loading the chosen window…' : words || hint}
          {!asking && !words && !isKept && <span className={classes.mouse}> Drag to zoom.</span>}
        </p>
        {onUndo && (
          <WordButton look="line" small className={classes.undo} onClick={onUndo} tip="Back to the window before (u)">
            <IconArrowBackUp size={15} stroke={1.75} aria-hidden /> Undo zoom
          </WordButton>
        )}
      </div>
      <div className={classes.scroll}>
        <div className={classes.box} data-stale={asking}>
          <div className={classes.axis}>
            <div ref={ref}>{width > 0 && <LaneAxis drawn={drawn} />}</div>
          </div>
          <ul data-compact={!drawn.form.hasSignals}>
            {lanes.map((lane, i) => {
              const drawing = drawn.lanes[i];
              return (
                <li
                  key={lane.toolSlug}
                  data-lane
                  data-chosen={lane.toolSlug === tool}
                  data-marked={lane.toolSlug === marked}
                  data-read={read?.lane === i}
                >
                  <LaneFacts
                    lane={lane}
                    color={drawing?.color ?? NEUTRAL}
                    isCompact={!drawn.form.hasSignals}
                    chosen={lane.toolSlug === tool}
                    onTool={onTool}
                  />
                  <div className={classes.chart} style={{ height: drawn.form.height }}>
                    {width > 0 && drawing && <LaneDrawing lane={drawing} drawn={drawn} />}
                  </div>
                </li>
              );
            })}
          </ul>
          {!isKept && (
            <LanesOverlay
              lanes={lanes.length}
              buckets={axis.buckets}
              at={read}
              words={words}
              onRead={setAt}
              onZoom={(first, last) => {
                setAt(null);
                onZoom(bucketsWindow(axis, first, last, window));
              }}
              onChoose={(lane) => onTool(lanes[lane]?.toolSlug ?? '')}
            />
          )}
        </div>
      </div>
    </section>
  );
}
