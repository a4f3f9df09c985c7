import type { Bucket } from './sweep-result';

/** Reads `12:3`: three events in bucket 12. */
export function parseBusy(text: string): Bucket {
  const [index = '', count = ''] = text.split(':');
  return [Number(index), Number(count)];
}

/** Every bucket's count, those without events included. */
export function dense(activities: Bucket[][], buckets: number): number[] {
  const counts = new Array<number>(buckets).fill(0);
  for (const activity of activities) {
    for (const [index, count] of activity) if (index >= 0 && index < buckets) counts[index] = (counts[index] ?? 0) + count;
  }
  return counts;
}
