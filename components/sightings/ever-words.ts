/** Says how far back “first ever seen” reaches. Pure. */
import type { Ever } from '@/lib/history/model';
import { counted, formatInstant, type Zone, zoneLabel } from '@/lib/shared/format';
import type { SightingsPage } from '@/lib/sightings/model';

/** For the figure of “first ever”, which is null where it cannot be told. */
export function everWords(page: Pick<SightingsPage, 'ever' | 'figures'> | undefined, zone: Zone): string {
  if (!page) return 'First ever seen in the window';
  const { ever, figures } = page;
  if (!ever) return 'What was first ever seen is not known';
  if (figures.firstEver === null) {
    const why = ever.inHistory ? '' : ': no history is kept';
    return `Not known: less than a day is known from before the window${why}. A shorter window can tell`;
  }
  const back = `${formatInstant(ever.from, zone, 0)} ${zoneLabel(zone, ever.from)}`;
  return `First ever seen in the window, looking back to ${back}${everLacks(ever)}`;
}

/** What keeps “first ever” from being certain; empty if nothing does but its reach. */
export function everLacks({ gaps, inHistory }: Ever): string {
  if (!inHistory) return ', not further: no history is kept';
  return gaps > 0 ? `, with ${counted(gaps, 'gap')} in between` : '';
}
