import type { Notice } from '@/lib/query/model';

/** Leaves out notices that the page shows already: those with the same words, and those about the same missing table. */
export function notSaid(notices: Notice[], said: Notice[]): Notice[] {
  const known = new Set(said.map(subjectOf));
  return notices.filter((notice) => !known.has(subjectOf(notice)));
}

/** Two notices about one missing table count as the same: each part of a page words it differently. */
const subjectOf = ({ table, message }: Notice) => (table === undefined ? message : `no ${table}`);
