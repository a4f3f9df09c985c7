'use client';

import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import classes from './lanes.module.css';

export interface LaneAt {
  lane: number;
  bucket: number;
}

interface Props {
  lanes: number;
  buckets: number;
  /** The lane and bucket that the pointer or the keyboard is at; `words` describes them. */
  at: LaneAt | null;
  words: string;
  onRead: (at: LaneAt | null) => void;
  /** Buckets from first to last, in the order in which they were marked. */
  onZoom: (first: number, last: number) => void;
  onChoose: (lane: number) => void;
}

const held = (value: number, most: number) => Math.max(0, Math.min(most, value));

/**
 * Lies over the lanes' drawings: the pointer reads, drags over buckets and chooses a lane; the keyboard does the same. A
 * slider, because that is what screen readers read out as it moves.
 */
export function LanesOverlay({ lanes, buckets, at, words, onRead, onZoom, onChoose }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const [anchor, setAnchor] = useState<number | null>(null);

  const under = (event: PointerEvent): LaneAt => {
    const { left, width } = box.current?.getBoundingClientRect() ?? { left: 0, width: 1 };
    const rows = [...(box.current?.parentElement?.querySelectorAll('[data-lane]') ?? [])];
    const lane = rows.findIndex((row) => event.clientY < row.getBoundingClientRect().bottom);
    return {
      lane: lane === -1 ? lanes - 1 : lane,
      bucket: held(Math.floor(((event.clientX - left) / width) * buckets), buckets - 1),
    };
  };
  const end = (event: PointerEvent) => {
    if (anchor !== null && at !== null && anchor !== at.bucket) onZoom(anchor, at.bucket);
    // A tap only reads the bucket. A click with the mouse chooses the lane too.
    else if (anchor !== null && at !== null && event.pointerType === 'mouse') onChoose(at.lane);
    setAnchor(null);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const { lane, bucket } = at ?? { lane: 0, bucket: buckets - 1 };
    const along = { ArrowLeft: bucket - 1, ArrowRight: bucket + 1, Home: 0, End: buckets - 1 }[event.key];
    const across = { ArrowUp: lane - 1, ArrowDown: lane + 1 }[event.key];
    if (along !== undefined) {
      setAnchor(event.shiftKey ? (anchor ?? bucket) : null);
      onRead({ lane, bucket: held(along, buckets - 1) });
    } else if (across !== undefined) onRead({ lane: held(across, lanes - 1), bucket });
    else if (event.key === ' ' && at) onChoose(at.lane);
    else if (event.key === 'Enter' && at) {
      onZoom(anchor ?? bucket, bucket);
      setAnchor(null);
    } else if (event.key === 'Escape') {
      setAnchor(null);
      onRead(null);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const slot = 100 / Math.max(1, buckets);
  const [low, high] =
    at === null ? [0, -1] : [Math.min(anchor ?? at.bucket, at.bucket), Math.max(anchor ?? at.bucket, at.bucket)];
  return (
    <div
      ref={box}
      className={classes.overlay}
      role="slider"
      tabIndex={0}
      aria-label="Lanes of tools. Left and right read them bar by bar, up and down change the tool, Shift selects several bars, Enter zooms in on them, Space narrows the events to the tool"
      aria-orientation="horizontal"
      aria-valuemin={1}
      aria-valuemax={Math.max(1, buckets)}
      aria-valuenow={(at?.bucket ?? buckets - 1) + 1}
      aria-valuetext={at === null ? 'No bucket is read' : words}
      onPointerMove={(event) => onRead(under(event))}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        onRead(under(event));
        setAnchor(under(event).bucket);
      }}
      onPointerUp={end}
      onPointerCancel={() => setAnchor(null)}
      onPointerLeave={() => anchor === null && onRead(null)}
      onKeyDown={onKeyDown}
      onBlur={() => onRead(null)}
    >
      {at !== null && (
        <div
          className={classes.marked}
          data-dragged={low !== high}
          style={{ left: `${low * slot}%`, width: `${(high - low + 1) * slot}%` }}
        />
      )}
    </div>
  );
}
