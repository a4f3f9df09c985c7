/** Since when a sighting counts as new, in words. Pure. */
import { lengthWords } from '@/components/shell/window-words';
import { formatInstant, type Zone, zoneLabel } from '@/lib/shared/format';
import { DEFAULT_SHIFT } from '@/lib/shared/prefs';
import { parseInstant } from '@/lib/shared/time';

/** `12h`: the length that the last shift has, or that is said; null where an instant is said. */
export function sinceLength(since: string): string | null {
  if (parseInstant(since) !== undefined) return null;
  return since === 'shift' ? DEFAULT_SHIFT : since;
}

/** `in the last 12 hours of the window`, `since 2026-03-10 08:00:00 UTC`. */
export function sinceWords(since: string, zone: Zone): string {
  const length = sinceLength(since);
  return length === null
    ? `since ${formatInstant(since, zone, 0)} ${zoneLabel(zone)}`
    : `in the last ${lengthWords(length)} of the window`;
}
