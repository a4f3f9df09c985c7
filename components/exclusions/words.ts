/** What exclusions are and do, in words. Pure. */
import { type Exclusion, type ExclusionPreview, SOON_DAYS, usesList } from '@/lib/exclusions/model';
import { counted, formatCount, nounFor } from '@/lib/shared/format';

export const eventWords = (count: number) => counted(count, 'event');

/** `Takes out 12 sightings and 340 events on 5 devices`. */
export function hidesWords({ sightings, events, devices }: ExclusionPreview['hides']): string {
  if (events === 0) return 'It would take out nothing.';
  const whole = sightings === 0 ? 'no sighting as a whole' : counted(sightings, 'whole sighting');
  return `It would take out ${whole} and ${eventWords(events)} on ${counted(devices, 'device')}.`;
}

/** Says how much of the answer on the screen is excluded: `12 sightings and 340 events are excluded`. */
export function excludedWords({ sightings, events }: { sightings: number; events: number }): string {
  return sightings === 0
    ? `${eventWords(events)} ${nounFor(events, 'is', 'are')} excluded`
    : `${counted(sightings, 'sighting')} and ${eventWords(events)} are excluded`;
}

/** What the switch in a toolbar does, in few words: `Show 12 excluded` counts sightings. Where no whole sighting is excluded: `Show 7 excluded events`. */
export function switchWords(areShown: boolean, counts: { sightings: number; events: number } | undefined): string {
  const verb = areShown ? 'Hide' : 'Show';
  if (counts === undefined || counts.events === 0) return `${verb} what is excluded`;
  const { sightings, events } = counts;
  return sightings > 0
    ? `${verb} ${formatCount(sightings)} excluded`
    : `${verb} ${formatCount(events)} excluded ${nounFor(events, 'event')}`;
}

export const statusNames: Record<Exclusion['status'], string> = {
  proposed: 'Proposed',
  active: 'Active',
  expired: 'Expired',
  off: 'Off',
};

/** What a role's save button does; null where the role may not. */
export function saveWord(role: 'Viewer' | 'Analyst' | 'Lead'): string | null {
  if (role === 'Viewer') return null;
  return role === 'Lead' ? 'Exclude' : 'Propose';
}

/** How many proposals wait and how many exclusions end soon, in words; null if there are none. */
export function waitingWords(exclusions: Pick<Exclusion, 'status' | 'expiresSoon'>[]): { count: number; words: string } | null {
  const proposed = exclusions.filter(({ status }) => status === 'proposed').length;
  const soon = exclusions.filter(({ expiresSoon }) => expiresSoon).length;
  const parts = [
    ...(proposed === 0 ? [] : [`${counted(proposed, 'waits', 'wait')} for a Lead’s approval`]),
    ...(soon === 0 ? [] : [`${counted(soon, 'ends', 'end')} within ${SOON_DAYS} days`]),
  ];
  return parts.length === 0 ? null : { count: proposed + soon, words: parts.join(', ') };
}

/** The names of exclusions by their ids. An unknown id stands for itself. */
export function namesOf(ids: readonly string[], exclusions: Pick<Exclusion, 'id' | 'name'>[] | undefined): string[] {
  return ids.map((id) => exclusions?.find((one) => one.id === id)?.name ?? id);
}

/** The names of the exclusions that use a list, which therefore cannot be removed; null while the exclusions are not loaded. */
export function usersOf(list: string, exclusions: Pick<Exclusion, 'name' | 'status' | 'where'>[] | undefined): string[] | null {
  if (exclusions === undefined) return null;
  return exclusions
    .filter(({ status, where }) => status !== 'off' && where !== null && usesList(where, list))
    .map(({ name }) => name);
}
