/** Says how long before the window a sighting’s tool was already on the device. Pure. */
import { formatLength } from '@/lib/shared/format';
import { toMs } from '@/lib/shared/time';
import type { Sighting, SightingsPage } from '@/lib/sightings/model';

const DAY = 86_400;

/**
 * `22 d`: how long before the window the tool was first seen on the device. `≥ 30 d`: it was seen at the very start of the
 * look-back, so it may be older. Null: it was not seen before the window.
 */
export function earlierWords(
  { earlier }: Pick<Sighting, 'earlier'>,
  { window, lookbackFrom }: Pick<SightingsPage, 'window' | 'lookbackFrom'>,
): string | null {
  if (earlier === null) return null;
  const seconds = (from: string, to: string) => (toMs(to) - toMs(from)) / 1000;
  const whole = seconds(lookbackFrom, window.from);
  if (seconds(lookbackFrom, earlier) < DAY) return `≥ ${formatLength(whole)}`;
  return formatLength(seconds(earlier, window.from));
}
