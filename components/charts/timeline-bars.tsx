'use client';

import { memo } from 'react';
import { BarChart, CartesianGrid, XAxis, YAxis } from 'recharts';
import { formatCount } from '@/lib/shared/format';
import { barPaths } from './bar-paths';
import type { Drawn } from './prepare-timeline';

/** The margins of the bars inside the chart, in pixels. The overlay needs them to line up. */
export const plot = { left: 44, right: 8, top: 6, bottom: 20 } as const;

const axisText = { fill: 'var(--ink-3)', fontSize: 11 };

/**
 * The stacked bars. They are loaded separately, because recharts is the largest code of the page. The overlay handles reading
 * and dragging.
 */
export const TimelineBars = memo(function TimelineBars({
  drawn,
  width,
  height,
}: {
  drawn: Drawn;
  width: number;
  height: number;
}) {
  const data = Array.from({ length: drawn.buckets }, (_, index) => ({ index }));
  const span = width - plot.left - plot.right;
  const paths = barPaths(drawn, { left: plot.left, top: plot.top, width: span, height: height - plot.top - plot.bottom });
  return (
    <BarChart
      data={data}
      width={width}
      height={height}
      margin={{ top: plot.top, right: plot.right, bottom: 0, left: 0 }}
      accessibilityLayer={false}
    >
      <CartesianGrid vertical={false} stroke="var(--line-soft)" />
      <XAxis dataKey="index" height={plot.bottom} tick={false} tickLine={false} axisLine={{ stroke: 'var(--line)' }} />
      <YAxis
        width={plot.left}
        domain={[0, drawn.levels.at(-1) ?? 1]}
        allowDataOverflow // else the axis waits for bars of recharts' own
        ticks={drawn.levels}
        tickFormatter={(level: number) => formatCount(level)}
        tick={axisText}
        tickLine={false}
        axisLine={false}
        tickMargin={4}
      />
      {drawn.bands.map(({ slug, color }, place) => (
        <path key={slug} d={paths[place]} fill={color} />
      ))}
      {drawn.ticks.map(({ index, label }) => (
        <g key={index} transform={`translate(${plot.left + (index * span) / drawn.buckets} ${height - plot.bottom})`}>
          <path d="M0 0V5" stroke="var(--line)" />
          <text y={16} textAnchor={index * span < 20 * drawn.buckets ? 'start' : 'middle'} {...axisText}>
            {label}
          </text>
        </g>
      ))}
    </BarChart>
  );
});
