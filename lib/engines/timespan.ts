/** A KQL timespan as KQL's tostring() writes it. */
import type { Ticks } from '@/lib/shared/time';

const DAY = 864_000_000_000n;

/** `[-][d.]hh:mm:ss[.fffffff]`. */
export function formatTimespan(ticks: Ticks): string {
  const length = ticks < 0n ? -ticks : ticks;
  const two = (value: bigint) => String(value).padStart(2, '0');
  const days = length / DAY;
  const seconds = (length % DAY) / 10_000_000n;
  const fraction = length % 10_000_000n;
  const clock = `${two(seconds / 3600n)}:${two((seconds / 60n) % 60n)}:${two(seconds % 60n)}`;
  return `${ticks < 0n ? '-' : ''}${days > 0n ? `${days}.` : ''}${clock}${fraction > 0n ? `.${String(fraction).padStart(7, '0')}` : ''}`;
}
