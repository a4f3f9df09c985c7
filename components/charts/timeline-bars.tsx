'use client';

import { memo } from 'react';
import { Bar, BarChart, CartesianGrid, XAxis, YAxis } from 'recharts';
import { formatCount } from '@/lib/shared/format';
import type { Drawn } from './prepare-timeline';

/** Where the bars stand inside the chart, for what is laid over them. */
export const plot = { left: 44, right: 8, top: 6, bottom: 20 } as const;

const axisText = { fill: 'var(--ink-3)', fontSize: 11 };

/** The stacked bars. Loaded by itself: recharts is the heaviest thing on the page. Reading and dragging are laid over it. */
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
  const labels = new Map(drawn.ticks.map(({ index, label }) => [index, label]));
  return (
    <BarChart
      data={data}
      width={width}
      height={height}
      margin={{ top: plot.top, right: plot.right, bottom: 0, left: 0 }}
      barCategoryGap={drawn.buckets > 60 ? 1 : '12%'}
      accessibilityLayer={false}
    >
      <CartesianGrid vertical={false} stroke="var(--line-soft)" />
      <XAxis
        dataKey="index"
        height={plot.bottom}
        ticks={drawn.ticks.map(({ index }) => index)}
        tickFormatter={(index: number) => labels.get(index) ?? ''}
        interval={0}
        tick={axisText}
        tickLine={{ stroke: 'var(--line)' }}
        axisLine={{ stroke: 'var(--line)' }}
        tickMargin={3}
      />
      <YAxis
        width={plot.left}
        domain={[0, drawn.levels.at(-1) ?? 1]}
        ticks={drawn.levels}
        tickFormatter={(level: number) => formatCount(level)}
        tick={axisText}
        tickLine={false}
        axisLine={false}
        tickMargin={4}
      />
      {drawn.bands.map(({ slug, tool, color, counts }) => (
        <Bar
          key={slug}
          dataKey={({ index }: { index: number }) => counts[index] ?? 0}
          name={tool}
          stackId="tools"
          fill={color}
          isAnimationActive={false}
        />
      ))}
    </BarChart>
  );
});
