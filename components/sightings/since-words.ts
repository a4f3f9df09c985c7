/** Since when a sighting counts as new, in words. Pure. */
import { lengthWords } from '@/components/shell/window-words';
import { formatInstant, type Zone, zoneLabel } from '@/lib/shared/format';
import { SINCE_HANDOVER, SINCE_SHIFT, SINCE_VISIT } from '@/lib/shared/prefs';
import { parseInstant } from '@/lib/shared/time';

/** `since the shift began`, `in the last 12 hours of the window`, `since 2026-03-10 08:00:00 UTC`. */
export function sinceWords(since: string, zone: Zone): string {
  if (since === SINCE_SHIFT) return 'since the shift began';
  if (since === SINCE_VISIT) return 'since your last visit';
  if (since.startsWith(SINCE_HANDOVER)) return 'since the handover';
  if (parseInstant(since) !== undefined) return `since ${formatInstant(since, zone, 0)} ${zoneLabel(zone)}`;
  return `in the last ${lengthWords(since)} of the window`;
}

/** The words of the figure and of its filter: `new since last shift`, `new in the last 7 days`, `new`. */
export function sinceName(since: string): string {
  if (since === SINCE_VISIT) return 'new since last visit';
  if (since.startsWith(SINCE_HANDOVER)) return 'new since the handover';
  if (since === SINCE_SHIFT) return 'new since last shift';
  return parseInstant(since) === undefined ? `new in the last ${lengthWords(since)}` : 'new';
}

/** Short enough for the button of the menu: `shift`, `visit`, `8h`. */
export function sinceShort(since: string, zone: Zone): string {
  if (since === SINCE_SHIFT) return 'shift';
  if (since === SINCE_VISIT) return 'visit';
  if (since.startsWith(SINCE_HANDOVER)) return 'handover';
  return parseInstant(since) === undefined ? since : sinceWords(since, zone);
}
