/** The keys of verdicts: `v`, then one of these. Pure. */
import type { Verdict } from '@/lib/triage/model';

export type Value = Verdict['value'];

/** In the order of the menu, the most frequent first. */
export const valueKeys: { key: string; value: Value }[] = [
  { key: 'a', value: 'approved' },
  { key: 's', value: 'suspicious' },
  { key: 'm', value: 'malicious' },
  { key: 'e', value: 'escalated' },
  { key: 'i', value: 'in-review' },
  { key: 'n', value: 'new' },
];

/** Opens the form with note, owner, ticket and review date. */
export const MORE_KEY = 'd';
