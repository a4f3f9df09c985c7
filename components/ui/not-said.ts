import type { Notice } from '@/lib/query/model';

/** Leaves out the notices that the page shows already: those with the same words, or about the same missing table. */
export function notSaid(notices: Notice[], said: Notice[]): Notice[] {
  const known = new Set(said.map(subjectOf));
  return notices.filter((notice) => !known.has(subjectOf(notice)));
}

/** Each part of a page says in its own words what a missing table means for it. */
const subjectOf = ({ table, message }: Notice) => (table === undefined ? message : `no ${table}`);
