'use client';

import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import classes from './timeline.module.css';

/** The bucket that is read, and the one where marking began, which is the same where only one is read. */
export interface Reading {
  at: number;
  from: number;
}

interface Props {
  buckets: number;
  partialLast: boolean;
  /** What the pointer or the keyboard is at; `words` describes it. */
  reading: Reading | null;
  words: string;
  onRead: (reading: Reading | null) => void;
  /** Buckets from first to last, in the order in which they were marked. */
  onZoom: (first: number, last: number) => void;
}

/**
 * Lies over the bars: the pointer reads a bucket and drags over several; the arrows do the same. A slider, because that
 * is what screen readers read out as it moves.
 */
export function TimelineOverlay({ buckets, partialLast, reading, words, onRead, onZoom }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const slot = 100 / Math.max(1, buckets);

  const bucketAt = (event: PointerEvent) => {
    const { left, width } = box.current?.getBoundingClientRect() ?? { left: 0, width: 1 };
    return Math.max(0, Math.min(buckets - 1, Math.floor(((event.clientX - left) / width) * buckets)));
  };
  /** Whether the pointer was pressed on the timeline, and not before it came here. */
  const isDragged = ({ pointerId }: PointerEvent) => box.current?.hasPointerCapture(pointerId) === true;
  const end = () => {
    if (reading && reading.from !== reading.at) onZoom(reading.from, reading.at);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const from = reading?.at ?? buckets - 1;
    const to = { ArrowLeft: from - 1, ArrowRight: from + 1, Home: 0, End: buckets - 1 }[event.key];
    if (to !== undefined) {
      const at = Math.max(0, Math.min(buckets - 1, to));
      onRead({ at, from: event.shiftKey ? (reading?.from ?? from) : at });
    } else if (event.key === 'Enter' && reading !== null) {
      onZoom(reading.from, reading.at);
    } else if (event.key === 'Escape') {
      onRead(null);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const { at, from } = reading ?? { at: buckets - 1, from: buckets - 1 };
  const low = Math.min(from, at);
  return (
    <div
      ref={box}
      className={classes.overlay}
      role="slider"
      tabIndex={0}
      aria-label="Timeline. Arrow keys read it bar by bar, Shift and arrow keys select several bars, Enter zooms in on them"
      aria-orientation="horizontal"
      aria-valuemin={1}
      aria-valuemax={Math.max(1, buckets)}
      aria-valuenow={at + 1}
      aria-valuetext={reading === null ? 'No bucket is read' : words}
      onPointerMove={(event) => {
        const to = bucketAt(event);
        onRead({ at: to, from: isDragged(event) ? from : to });
      }}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        onRead({ at: bucketAt(event), from: bucketAt(event) });
      }}
      onPointerUp={end}
      onPointerCancel={() => onRead(null)}
      onPointerLeave={(event) => !isDragged(event) && onRead(null)}
      onKeyDown={onKeyDown}
      onBlur={() => onRead(null)}
    >
      {partialLast && buckets > 0 && (
        <div className={classes.partial} style={{ left: `${(buckets - 1) * slot}%`, width: `${slot}%` }} />
      )}
      {reading !== null && (
        <div
          className={classes.marked}
          data-dragged={from !== at}
          style={{ left: `${low * slot}%`, width: `${(Math.abs(at - from) + 1) * slot}%` }}
        />
      )}
    </div>
  );
}
