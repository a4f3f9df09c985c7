import { memo } from 'react';
import classes from './lanes.module.css';
import type { DrawnLane, DrawnLanes } from './prepare-lanes';

interface Props {
  lane: DrawnLane;
  drawn: DrawnLanes;
}

/** One lane: bars of activity on the line from first to last seen, and a line for each signal. */
export const LaneDrawing = memo(function LaneDrawing({ lane, drawn: { width, form, ticks, from, to } }: Props) {
  const { height, bars } = form;
  const base = bars.top + bars.height;
  return (
    <svg width={width} height={height} aria-hidden className={classes.drawing}>
      {ticks.map(({ x, label }) => (
        <path key={label + x} d={`M${x} 0V${height}`} stroke="var(--line-soft)" />
      ))}
      {from > 0 && <rect width={from} height={height} className={classes.outside} />}
      {to < width && <rect x={to} width={width - to} height={height} className={classes.outside} />}
      <path d={lane.bars} fill={lane.color} transform={`translate(0 ${bars.top})`} />
      <path d={spanPath(lane.left, lane.right, base + 1, 4)} stroke={lane.color} strokeWidth={2} fill="none" />
      {lane.signals.map(({ signal, left, right, y, words, wordsAt, anchor }) => (
        <g key={signal}>
          <path d={spanPath(left, right, y, 3)} stroke="var(--ink-3)" strokeWidth={1} fill="none" />
          <text x={wordsAt} y={y + 3.5} textAnchor={anchor}>
            {words}
          </text>
        </g>
      ))}
    </svg>
  );
});

/** A line with an upright at each end, so that even a single moment can be seen. */
function spanPath(left: number, right: number, y: number, half: number): string {
  return `M${left} ${y - half}v${2 * half}M${left} ${y}H${right}M${right} ${y - half}v${2 * half}`;
}

/** The axis above the lanes. */
export function LaneAxis({ drawn: { width, ticks } }: { drawn: DrawnLanes }) {
  return (
    <svg width={width} height={20} aria-hidden className={classes.drawing}>
      {ticks.map(({ x, label, anchor }) => (
        <g key={label + x}>
          <path d={`M${x} 4V20`} stroke="var(--line)" />
          <text x={anchor === 'start' ? x + 4 : x - 4} y={14} textAnchor={anchor}>
            {label}
          </text>
        </g>
      ))}
    </svg>
  );
}
