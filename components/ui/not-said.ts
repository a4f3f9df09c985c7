import type { Notice } from '@/lib/query/model';

/** Notices without those that the page says already: the same words, or of the same table that it is not there. */
export function notSaid(notices: Notice[], said: Notice[]): Notice[] {
  const known = new Set(said.map(subjectOf));
  return notices.filter((notice) => !known.has(subjectOf(notice)));
}

/** Each part of a page says in its own words what a missing table means for it. */
const subjectOf = ({ table, message }: Notice) => (table === undefined ? message : `no ${table}`);
