/** Decides what the estate timeline shows; the view only draws it. Pure. */
import { counted, formatCount, type Zone } from '@/lib/shared/format';
import type { Timeline } from '@/lib/sightings/model';
import { axisTicks, bucketWords, type Tick } from './buckets';
import { NEUTRAL, toolColor } from './tool-color';

export interface Band {
  slug: string;
  tool: string;
  color: string;
  counts: number[];
  total: number;
}

export interface Drawn {
  /**
   * Biggest first. If there are more tools than colours, a few new tools take places of bigger ones, and the last band, in
   * grey, sums up all others.
   */
  bands: Band[];
  /** The tools that the band `others` sums up. */
  others: Band[];
  buckets: number;
  totals: number[];
  /** The highest total, at least 1. */
  max: number;
  /** Round values of the vertical axis, 0 first. */
  levels: number[];
  ticks: Tick[];
  partialLast: boolean;
}

export const OTHERS = '…others';
export const MOST_BANDS = 8;
/** How many of these bands new tools may take from bigger ones. */
const NEW_BANDS = 3;

const sum = (counts: number[]) => counts.reduce((total, count) => total + count, 0);

/**
 * The tools that have a colour of their own; null if every tool has one. The timeline and the table use the same, so that every
 * colour on the screen is in the legend.
 */
export function colouredTools({ series }: Pick<Timeline, 'series'>): ReadonlySet<string> | null {
  if (series.length <= MOST_BANDS) return null;
  const news = series.filter(({ isNew }) => isNew).slice(0, NEW_BANDS);
  const inTurn = new Set([...news, ...series].map(({ slug }) => slug));
  return new Set([...inTurn].slice(0, MOST_BANDS - 1));
}

export function prepareTimeline(timeline: Timeline, zone: Zone, mostTicks = 10): Drawn {
  const buckets = timeline.series[0]?.counts.length ?? 0;
  const all = timeline.series.map(({ slug, tool, counts }) => ({
    slug,
    tool,
    counts,
    color: toolColor(slug),
    total: sum(counts),
  }));
  const coloured = colouredTools(timeline);
  const isColoured = ({ slug }: Band) => coloured?.has(slug) ?? true;
  const rest = all.filter((band) => !isColoured(band)).map((band) => ({ ...band, color: NEUTRAL }));
  const bands: Band[] = all.filter(isColoured);
  if (rest.length > 0) {
    const counts = Array.from({ length: buckets }, (_, i) => sum(rest.map((band) => band.counts[i] ?? 0)));
    bands.push({ slug: OTHERS, tool: counted(rest.length, 'other'), color: NEUTRAL, counts, total: sum(counts) });
  }
  const totals = Array.from({ length: buckets }, (_, i) => sum(bands.map((band) => band.counts[i] ?? 0)));
  const max = Math.max(1, ...totals);
  return {
    bands,
    others: rest,
    buckets,
    totals,
    max,
    levels: levelsOf(max),
    ticks: axisTicks(timeline, buckets, zone, mostTicks),
    partialLast: timeline.partialLast,
  };
}

/** 0, a middle and a top, all round, the top not below `max`. */
function levelsOf(max: number): number[] {
  const magnitude = 10 ** Math.floor(Math.log10(max));
  const top = [1, 2, 4, 6, 8, 10].map((factor) => factor * magnitude).find((candidate) => candidate >= max) ?? max;
  return top < 2 ? [0, top] : [0, top / 2, top];
}

/** The buckets from `first` to `last` in words: when, how many events, of which tools, and whether they are complete. */
export function readBuckets(
  timeline: Timeline,
  drawn: Drawn,
  { first, last }: { first: number; last: number },
  zone: Zone,
): string {
  const parts = drawn.bands
    .map(({ tool, counts }) => ({ tool, count: sum(counts.slice(first, last + 1)) }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count)
    .map(({ tool, count }) => `${tool} ${formatCount(count)}`);
  const events = counted(sum(drawn.totals.slice(first, last + 1)), 'event');
  const incomplete = drawn.partialLast && last === drawn.buckets - 1 ? ' (incomplete)' : '';
  return `${bucketWords(timeline, first, zone, last)}${incomplete}: ${events}${parts.length > 0 ? ` · ${parts.join(', ')}` : ''}`;
}
