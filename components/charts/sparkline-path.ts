import { lengthWords } from '@/components/shell/window-words';
import { counted, nounFor } from '@/lib/shared/format';

/**
 * One SVG path of bars for the activity of a row, scaled to its highest bucket. It is one path because a table draws hundreds
 * of them. A bucket with events is at least 2 pixels high, so that a single event can be seen.
 */
export function sparklinePath(activity: number[], width: number, height: number): string {
  const max = Math.max(0, ...activity);
  if (max === 0) return '';
  const slot = width / activity.length;
  const bar = Math.max(1, slot * 0.8);
  return activity
    .map((count, index) => {
      if (count === 0) return '';
      const tall = Math.max(2, (count / max) * height);
      const [x, y] = [(index * slot).toFixed(1), (height - tall).toFixed(1)];
      return `M${x} ${height}V${y}h${bar.toFixed(1)}V${height}z`;
    })
    .join('');
}

/** `active in 12 of 121 hours, at most 34 events in one`: the same in words. */
export function sparklineWords(activity: number[], step: string): string {
  const busy = activity.filter((count) => count > 0).length;
  const most = Math.max(0, ...activity);
  const [count, unit] = lengthWords(step).split(' ');
  const spans = count === '1' ? nounFor(activity.length, unit ?? '') : `spans of ${count} ${unit}`;
  return `active in ${busy} of ${activity.length} ${spans}, at most ${counted(most, 'event')} in one`;
}
