'use client';

import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import classes from './timeline.module.css';

interface Props {
  buckets: number;
  partialLast: boolean;
  /** The bucket that the pointer or the keyboard is at; `words` describes it. */
  at: number | null;
  words: string;
  onRead: (index: number | null) => void;
  /** Buckets from first to last, in the order in which they were marked. */
  onZoom: (first: number, last: number) => void;
}

/**
 * Lies over the bars: the pointer reads a bucket and drags over several; the arrows do the same. A slider, because that
 * is what screen readers read out as it moves.
 */
export function TimelineOverlay({ buckets, partialLast, at, words, onRead, onZoom }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const [anchor, setAnchor] = useState<number | null>(null);
  const slot = 100 / Math.max(1, buckets);

  const bucketAt = (event: PointerEvent) => {
    const { left, width } = box.current?.getBoundingClientRect() ?? { left: 0, width: 1 };
    return Math.max(0, Math.min(buckets - 1, Math.floor(((event.clientX - left) / width) * buckets)));
  };
  const end = () => {
    if (anchor !== null && at !== null && anchor !== at) onZoom(anchor, at);
    setAnchor(null);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const from = at ?? buckets - 1;
    const to = { ArrowLeft: from - 1, ArrowRight: from + 1, Home: 0, End: buckets - 1 }[event.key];
    if (to !== undefined) {
      setAnchor(event.shiftKey ? (anchor ?? from) : null);
      onRead(Math.max(0, Math.min(buckets - 1, to)));
    } else if (event.key === 'Enter' && at !== null) {
      onZoom(anchor ?? at, at);
      setAnchor(null);
    } else if (event.key === 'Escape') {
      setAnchor(null);
      onRead(null);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const [low, high] = at === null ? [0, -1] : anchor === null ? [at, at] : [Math.min(anchor, at), Math.max(anchor, at)];
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
      aria-valuenow={(at ?? buckets - 1) + 1}
      aria-valuetext={at === null ? 'No bucket is read' : words}
      onPointerMove={(event) => onRead(bucketAt(event))}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        onRead(bucketAt(event));
        setAnchor(bucketAt(event));
      }}
      onPointerUp={end}
      onPointerCancel={() => setAnchor(null)}
      onPointerLeave={() => anchor === null && onRead(null)}
      onKeyDown={onKeyDown}
      onBlur={() => onRead(null)}
    >
      {partialLast && buckets > 0 && (
        <div className={classes.partial} style={{ left: `${(buckets - 1) * slot}%`, width: `${slot}%` }} />
      )}
      {at !== null && (
        <div
          className={classes.marked}
          data-dragged={anchor !== null && anchor !== at}
          style={{ left: `${low * slot}%`, width: `${(high - low + 1) * slot}%` }}
        />
      )}
    </div>
  );
}
