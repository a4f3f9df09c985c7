/** The fields of the verdict form, and the decision that they make. Pure. */
import type { Choice, Subject } from './decision';
import type { Value } from './keys';

/** The texts in the fields; '' for none. `review` is a day such as 2026-03-10, in UTC. */
export interface Fields {
  verdict: Value;
  note: string;
  owner: string;
  ticket: string;
  review: string;
}

/** For one sighting the fields show its verdict. For many they are empty, and what stays empty is not changed. */
export function fieldsOf(subjects: Subject[]): Fields {
  const [first] = subjects;
  const value = first?.verdict.value ?? 'new';
  const verdict = value === 'new' ? 'in-review' : value;
  if (subjects.length !== 1 || !first) return { verdict, note: '', owner: '', ticket: '', review: '' };
  const { note, owner, ticket, reviewAt } = first.verdict;
  return { verdict, note, owner: owner ?? '', ticket: ticket ?? '', review: reviewAt?.slice(0, 10) ?? '' };
}

/** Only changed fields are sent. A field that was emptied removes the value. */
export function choiceOf(before: Fields, { verdict, note, owner, ticket, review }: Fields): Choice {
  const changed = (now: string, was: string) => now.trim() !== was.trim();
  return {
    verdict,
    ...((changed(note, before.note) || note !== '') && { note: note.trim() }),
    ...(changed(owner, before.owner) && { owner: owner.trim() || null }),
    ...(changed(ticket, before.ticket) && { ticket: ticket.trim() || null }),
    ...((changed(review, before.review) || review !== '') && { reviewAt: review === '' ? null : `${review}T00:00:00.0000000Z` }),
  };
}
