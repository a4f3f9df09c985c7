/** Puts a hunt's answers over neighbouring windows together into one answer over both. Pure. */

import type { HuntOutputs } from '@/lib/kql/cut/outputs';
import type { Cell, Column } from '@/lib/kql/model';

type Combine = (earlier: Cell, later: Cell) => Cell;
type Merge = (earlier: Cell[][], later: Cell[][], columns: Column[]) => Cell[][];

/** Takes the other value where one is null. Texts of times sort as times. */
const ends = (pick: (a: string, b: string) => boolean): Combine => {
  return (earlier, later) => {
    if (typeof earlier !== 'string' || typeof later !== 'string') return earlier ?? later;
    return pick(earlier, later) ? earlier : later;
  };
};
const least = ends((a, b) => a <= b);
const greatest = ends((a, b) => a >= b);
const sum: Combine = (earlier, later) => String(BigInt(earlier ?? 0) + BigInt(later ?? 0));
/** Elements of both arrays of whole numbers, once each, exact to every digit. */
const union: Combine = (earlier, later) => {
  const ids = [earlier, later].flatMap((json) => (typeof json === 'string' ? (json.match(/-?\d+/g) ?? []) : []));
  return `[${[...new Set(ids)].join(',')}]`;
};

/**
 * How the pieces of a hunt's answer become one: first seen is the least, last seen the greatest, counts are added and
 * sets of ReportId united, in the rows of the same group. Other columns keep the earlier piece's value. Null where the
 * answer does not show its groups, and so cannot be put together.
 */
export function mergeSingleHunt({ groups, firstSeen, lastSeen, count, reportIds }: HuntOutputs): Merge | null {
  if (groups === null) return null;
  const combine = new Map<string | null, Combine>([
    [firstSeen, least],
    [lastSeen, greatest],
    [count, sum],
    [reportIds, union],
  ]);
  return (earlier, later, columns) => {
    const keys = columns.flatMap(({ name }, i) => (groups.includes(name) ? [i] : []));
    const combined = columns.map(({ name }): Combine => combine.get(name) ?? ((first) => first));
    const rows = new Map<string, Cell[]>();
    for (const row of [...earlier, ...later]) {
      const key = JSON.stringify(keys.map((i) => row[i]));
      const known = rows.get(key);
      rows.set(key, known ? known.map((cell, i) => combined[i]?.(cell, row[i] ?? null) ?? cell) : row);
    }
    return [...rows.values()];
  };
}
