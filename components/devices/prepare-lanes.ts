/** Decides where everything of a device's lanes is drawn, in CSS pixels; the view only draws it. Pure. */
import { axisTicks, bucketStart, bucketWords } from '@/components/charts/buckets';
import { sparklinePath } from '@/components/charts/sparkline-path';
import { NEUTRAL, toolColor } from '@/components/charts/tool-color';
import type { DeviceDetail, DeviceLane } from '@/lib/devices/model';
import { counted, formatCount, type Zone } from '@/lib/shared/format';
import { type Instant, toTicks } from '@/lib/shared/time';
import type { SightingPart } from '@/lib/sightings/model';
import { signals } from '@/lib/tables/tables';

const bars = { top: 8, height: 32 } as const;
/** Height of the row of one signal. */
const SIGNAL = 14;
const signalsTop = bars.top + bars.height + 6;
/** More lanes than these are compact: dozens of tools on one device fit a screen. */
const MOST_TALL = 8;

/** The measures of a lane, the same for all lanes of a device. `hasSignals`: each signal has a line of its own. */
interface LaneForm {
  height: number;
  bars: { top: number; height: number };
  hasSignals: boolean;
}
const laneForm = (lanes: number): LaneForm => (lanes > MOST_TALL ? compact : tall);

const tall: LaneForm = { height: signalsTop + signals.length * SIGNAL + 4, bars, hasSignals: true };
const compact: LaneForm = { height: 34, bars: { top: 6, height: 20 }, hasSignals: false };
/** The most width that the words of a signal need. */
const WORDS = 110;
const TICK_WORDS = 76;

/** The least width of a label of the axis. */
const PER_TICK = 84;

interface DrawnSignal {
  signal: SightingPart['signal'];
  left: number;
  right: number;
  y: number;
  words: string;
  /** The words stand right of the line, left of it, or over it if neither side has room. */
  wordsAt: number;
  anchor: 'start' | 'end';
}

export interface DrawnLane {
  color: string;
  /** One SVG path, from (0, 0), as high as the form’s bars. */
  bars: string;
  /** From first to last seen. */
  left: number;
  right: number;
  signals: DrawnSignal[];
}

export interface DrawnLanes {
  width: number;
  form: LaneForm;
  lanes: DrawnLane[];
  ticks: { x: number; label: string; anchor: 'start' | 'end' }[];
  /** The axis has whole buckets, so parts of it, left of `from` and right of `to`, can be outside the window. */
  from: number;
  to: number;
}

type Drawable = Pick<DeviceDetail, 'axis' | 'lanes' | 'window'>;

/** If there are dozens of lanes, only those that are new and those that are `chosen`, by slug, have the colour of their tool. */
export function prepareLanes(
  { axis, lanes, window }: Drawable,
  zone: Zone,
  width: number,
  chosen: (string | null)[] = [],
): DrawnLanes {
  const start = toTicks(axis.from);
  const length = Number(toTicks(bucketStart(axis, axis.buckets)) - start);
  const x = (at: Instant) => Math.max(0, Math.min(width, (Number(toTicks(at) - start) / length) * width));
  const ticks = axisTicks(axis, axis.buckets, zone, Math.max(2, Math.floor(width / PER_TICK))).map(({ index, label }) => {
    const at = (index / axis.buckets) * width;
    return { x: at, label, anchor: at > width - TICK_WORDS ? ('end' as const) : ('start' as const) };
  });
  const form = laneForm(lanes.length);
  const colorOf = ({ toolSlug, isNew }: DeviceLane) =>
    form.hasSignals || isNew || chosen.includes(toolSlug) ? toolColor(toolSlug) : NEUTRAL;
  return {
    width,
    form,
    lanes: lanes.map((lane) => ({ ...drawLane(lane, x, width, form), color: colorOf(lane) })),
    ticks,
    from: x(window.from),
    to: x(window.to),
  };
}

function drawLane(lane: DeviceLane, x: (at: Instant) => number, width: number, form: LaneForm): Omit<DrawnLane, 'color'> {
  const drawn = (form.hasSignals ? lane.signals : []).map(({ signal, firstSeen, lastSeen, count }, i): DrawnSignal => {
    const [left, right] = [x(firstSeen), x(lastSeen)];
    const y = signalsTop + SIGNAL * i + SIGNAL / 2;
    const words = `${signal} ${formatCount(count)}`;
    if (right + WORDS <= width) return { signal, left, right, y, words, wordsAt: right + 7, anchor: 'start' };
    if (left >= WORDS) return { signal, left, right, y, words, wordsAt: left - 7, anchor: 'end' };
    return { signal, left, right, y, words, wordsAt: (left + right) / 2 - WORDS / 2, anchor: 'start' };
  });
  return {
    bars: sparklinePath(lane.activity, width, form.bars.height),
    left: x(lane.firstSeen),
    right: x(lane.lastSeen),
    signals: drawn,
  };
}

/** One bucket of a lane in words, then what the other lanes have in the same bucket. */
export function readLanes({ axis, lanes, window }: Drawable, at: { lane: number; bucket: number }, zone: Zone): string {
  const lane = lanes[at.lane];
  if (!lane) return '';
  const isCut =
    toTicks(bucketStart(axis, at.bucket)) < toTicks(window.from) ||
    toTicks(bucketStart(axis, at.bucket + 1)) > toTicks(window.to);
  const others = lanes
    .filter((other) => other !== lane && (other.activity[at.bucket] ?? 0) > 0)
    .map((other) => `${other.tool} ${formatCount(other.activity[at.bucket] ?? 0)}`);
  const own = `${lane.tool} ${counted(lane.activity[at.bucket] ?? 0, 'event')}`;
  const also = others.length === 0 ? '' : ` · also ${others.join(', ')}`;
  return `${bucketWords(axis, at.bucket, zone)}${isCut ? ' (cut by the window)' : ''}: ${own}${also}`;
}
