/** Says how far back “first ever seen” reaches. Pure. */
import type { Ever } from '@/lib/history/model';
import { counted, formatInstant, type Zone, zoneLabel } from '@/lib/shared/format';

export function everWords(ever: Ever | null | undefined, zone: Zone): string {
  if (!ever) return 'First ever seen in the window';
  const back = `${formatInstant(ever.from, zone, 0)} ${zoneLabel(zone, ever.from)}`;
  return `First ever seen in the window, looking back to ${back}${everLacks(ever)}`;
}

/** What keeps “first ever” from being certain; empty if nothing does but its reach. */
export function everLacks({ gaps, inHistory }: Ever): string {
  if (!inHistory) return ', not further: no history is kept';
  return gaps > 0 ? `, with ${counted(gaps, 'gap')} in between` : '';
}
