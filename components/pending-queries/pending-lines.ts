/** Describes the queries that run or wait at a service with limits, for the person who waits. Pure. */
import { visibleText } from '@/components/ui/visible';
import type { PendingQuery } from '@/lib/engines/model';

interface PendingLine {
  /** What is being asked. */
  what: string;
  /** How it stands: `2nd in the queue`, `3 of 8 pieces; goes on in 12 s`. */
  how: string;
}

export interface PendingLines {
  lines: PendingLine[];
  /** How many more queries run or wait. */
  more: number;
  /** The limits that were reached, as sentences. */
  limits: string[];
}

const SHOWN = 8;

/**
 * One line for each question, however many calls it takes, in the order in which they were asked. If there is no room for all,
 * those of which no call runs yet come first.
 */
export function pendingLines(queries: PendingQuery[]): PendingLines {
  const byWhat = new Map<string, PendingQuery[]>();
  for (const query of queries) byWhat.set(query.what, [...(byWhat.get(query.what) ?? []), query]);
  const groups = [...byWhat].map(([what, own]) => ({ what, own }));
  if (groups.length > SHOWN) groups.sort((a, b) => Number(isHeld(b.own)) - Number(isHeld(a.own)));
  return {
    lines: groups.slice(0, SHOWN).map(({ what, own }) => ({ what: visibleText(what), how: howOf(own) })),
    more: Math.max(0, groups.length - SHOWN),
    limits: [...new Set(queries.flatMap(({ limit }) => limit ?? []))],
  };
}

/** The same without the seconds, so that screen readers do not read it out again each second. */
export function spokenLines(queries: PendingQuery[]): string {
  if (queries.length === 0) return '';
  const { limits } = pendingLines(queries);
  return ['Waiting for the answer.', ...limits].join(' ');
}

const isHeld = (queries: PendingQuery[]) => queries.every(({ state }) => state !== 'running');

function howOf(queries: PendingQuery[]): string {
  const pieces = queries.findLast((query) => query.pieces !== null)?.pieces;
  const parts = pieces ? [`${pieces.done} of ${pieces.of} ${pieces.read ? `${pieces.read} read` : 'pieces'}`] : [];
  if (!isHeld(queries)) return parts[0] ?? 'running';
  const waiting = queries.filter(({ state }) => state === 'waiting');
  return [...parts, waiting.length > 0 ? resumes(waiting) : place(queries)].join('; ');
}

function resumes(queries: PendingQuery[]): string {
  const known = queries.flatMap(({ resumesIn }) => resumesIn ?? []);
  if (known.length === 0) return 'waits for the limit';
  const seconds = Math.ceil(Math.min(...known) / 1000);
  return `goes on in ${seconds < 120 ? `${Math.max(1, seconds)} s` : `${Math.ceil(seconds / 60)} min`}`;
}

function place(queries: PendingQuery[]): string {
  const position = Math.min(...queries.flatMap((query) => query.position ?? []));
  if (!Number.isFinite(position)) return 'in the queue';
  return position === 1 ? 'next in the queue' : `${ordinal(position)} in the queue`;
}

const endings = new Map([
  ['one', 'st'],
  ['two', 'nd'],
  ['few', 'rd'],
]);
const rules = new Intl.PluralRules('en', { type: 'ordinal' });

const ordinal = (n: number) => `${n}${endings.get(rules.select(n)) ?? 'th'}`;
