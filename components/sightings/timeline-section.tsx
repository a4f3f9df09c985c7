'use client';

import { useDeferredValue } from 'react';
import { EstateTimeline } from '@/components/charts/estate-timeline';
import { TimelineShape } from '@/components/charts/timeline-shape';
import { useZooms } from '@/components/charts/use-zooms';
import { useKeys } from '@/components/ui/keys';
import { Problem } from '@/components/ui/problem';
import type { SightingsPage } from '@/lib/sightings/model';
import type { SightingsParams } from '@/lib/sightings/params';
import { useTimeline } from './queries';
import { has, toggle } from './question';
import classes from './sightings.module.css';
import type { Ask } from './use-question';
import { emptyChartWords } from './why-empty';

interface Props {
  params: SightingsParams;
  ask: Ask;
  asking: number;
  /** What exclusions take out of the answer; undefined until there is an answer. */
  excluded: SightingsPage['excluded'] | undefined;
  /** The rows are there, or will not come. */
  hasRows: boolean;
}

/** The timeline of the question on the screen. A drag over it makes the window what the drag covers. */
export function TimelineSection({ params, ask, asking, excluded, hasRows }: Props) {
  const { data, error, refetch, isPlaceholderData } = useTimeline(params, asking);
  // The rows are what one looks for first. The chart's code is large, so it is loaded once they are painted.
  const isDue = useDeferredValue(hasRows, false);
  const zooms = useZooms(params.window);
  const undo = () => {
    const window = zooms.undo();
    if (window) ask({ ...params, window });
  };
  useKeys({ u: undo });
  if (error) {
    return (
      <div className={classes.failed}>
        <Problem error={error} retry={refetch} />
      </div>
    );
  }
  if (!data || !isDue) return <TimelineShape what="Loading the timeline…" />;
  return (
    <EstateTimeline
      timeline={data}
      stale={isPlaceholderData}
      empty={emptyChartWords(params, excluded)}
      isChosen={(slug) => has(params, 'tool', slug)}
      onToggle={(value) => ask(toggle(params, 'tool', { value, not: false }))}
      onZoom={(window) => {
        zooms.zoomed(window);
        ask({ ...params, window });
      }}
      onUndo={zooms.canUndo ? undo : undefined}
    />
  );
}
