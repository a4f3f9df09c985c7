import { memo } from 'react';
import { sparklinePath, sparklineWords } from './sparkline-path';

interface Props {
  activity: number[];
  /** The length of a bucket; without it the picture has no description. */
  step: string | undefined;
  color: string;
  width?: number;
  height?: number;
}

/** A row's activity over the window, as one path. */
export const Sparkline = memo(function Sparkline({ activity, step, color, width = 120, height = 20 }: Props) {
  const words = step === undefined ? undefined : sparklineWords(activity, step);
  return (
    <svg
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={words}
      data-tip={words}
      data-tip-side="end"
    >
      <path d={`M0 ${height - 0.5}H${width}`} stroke="var(--line)" />
      <path d={sparklinePath(activity, width, height)} fill={color} />
    </svg>
  );
});
