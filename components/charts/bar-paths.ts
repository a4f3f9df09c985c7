/** Where the stacked bars of the estate timeline stand. Pure. */
import type { Drawn } from './prepare-timeline';

/** The area of the bars in pixels, from its upper left corner. */
interface Area {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** The height of the lowest bar, in pixels, so that one event shows beside thousands. */
const LEAST = 2;
/** More bars than this stand a pixel apart; fewer leave a part of their room free. */
const MANY = 60;

/**
 * The bars of each band as one SVG path, in the order of the bands, the first at the bottom. Recharts would make an element, with its
 * own subscription to the chart's store, for each of a thousand bars, which takes ten times as long as the rest of the chart.
 */
export function barPaths({ bands, buckets, totals, levels }: Drawn, { left, top, width, height }: Area): string[] {
  const slot = width / Math.max(1, buckets);
  const gap = buckets > MANY ? 1 : slot * 0.12;
  const barWidth = Math.max(1, Math.floor(slot - 2 * gap));
  const highest = levels.at(-1) ?? 1;
  const paths = bands.map(() => '');
  for (let bucket = 0; bucket < buckets; bucket++) {
    const total = totals[bucket] ?? 0;
    if (total === 0) continue;
    const tall = Math.max(LEAST, (total / highest) * height);
    const x = Math.round(left + bucket * slot + gap);
    let below = 0;
    for (const [place, { counts }] of bands.entries()) {
      const count = counts[bucket] ?? 0;
      if (count === 0) continue;
      const foot = top + height - (below / total) * tall;
      below += count;
      paths[place] += `M${x} ${pixels(foot)}h${barWidth}V${pixels(top + height - (below / total) * tall)}h-${barWidth}z`;
    }
  }
  return paths;
}

const pixels = (value: number) => Number(value.toFixed(1));
