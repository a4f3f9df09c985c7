/** What a history says of sightings, and how far back it can. */
import { addTicks, type Instant, parseDuration } from '@/lib/shared/time';
import type { Window } from '@/lib/shared/window';
import type { Ever } from './model';

/** When a tool was first and last seen, on a device or anywhere. */
export interface Seen {
  firstSeen: Instant;
  lastSeen: Instant;
}

/** The history of all sightings, as of a revision. */
export interface HeldHistory {
  /** Two histories with the same version say the same. */
  version: string;
  /** What the sweeps reached, from the first to the last instant; null where nothing was swept yet, or no history is kept. */
  reach: Window | null;
  /** The times in between that were not swept: what was then is not known. */
  gaps: Window[];
  onDevice: (toolSlug: string, deviceId: string) => Seen | undefined;
  anywhere: (toolSlug: string) => Seen | undefined;
}

/** Where no history is kept. */
export const noHistory: HeldHistory = {
  version: '',
  reach: null,
  gaps: [],
  onDevice: () => undefined,
  anywhere: () => undefined,
};

/** How far back “first ever seen” reaches: by the history, or as far as the look-back where that reaches further. */
export function everOf({ reach, gaps }: Pick<HeldHistory, 'reach' | 'gaps'>, lookbackFrom: Instant): Ever {
  if (reach === null || reach.from >= lookbackFrom) return { from: lookbackFrom, gaps: 0, inHistory: reach !== null };
  // What the history lacks after the look-back began, the look-back has.
  return { from: reach.from, gaps: gaps.filter(({ from }) => from < lookbackFrom).length, inHistory: true };
}

/** With less known from before the window, nearly every sighting in it would be called the first ever. */
const LEAST = parseDuration('1d') ?? 0n;

/** Whether at least a day is known from before the window: only then can one tell that a sighting in it is the first ever. */
export const reachesBefore = (ever: Pick<Ever, 'from'>, window: Pick<Window, 'from'>): boolean =>
  ever.from <= addTicks(window.from, -LEAST);
