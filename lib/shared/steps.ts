/** Long work in steps of less than some milliseconds, done at once or with turns for others between them (`inTurns` of turns.ts). */

/** Work that yields between two steps, and returns what came of it. */
export type Steps<T> = Generator<undefined, T, undefined>;

/** Items in one step. */
const ITEMS = 256;

/** Does all steps without a pause. */
export function atOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** Does `work` for each item in order. */
export function* stepping<T>(items: Iterable<T>, work: (item: T, index: number) => void): Steps<void> {
  let index = 0;
  for (const item of items) {
    work(item, index);
    index += 1;
    if (index % ITEMS === 0) yield;
  }
}

/** The items in order, as `toSorted` gives them: equal ones stay as they were. */
export function* sorting<T extends object>(items: readonly T[], compare: (a: T, b: T) => number): Steps<T[]> {
  let runs: T[][] = [];
  for (let from = 0; from < items.length; from += ITEMS) {
    runs.push(items.slice(from, from + ITEMS).sort(compare));
    yield;
  }
  while (runs.length > 1) {
    const longer: T[][] = [];
    for (let i = 0; i < runs.length; i += 2) longer.push(yield* merged(runs[i] ?? [], runs[i + 1] ?? [], compare));
    runs = longer;
  }
  return runs[0] ?? [];
}

/** Two sorted lists as one; of equal items the left one comes first. */
function* merged<T extends object>(left: T[], right: T[], compare: (a: T, b: T) => number): Steps<T[]> {
  const both: T[] = [];
  let [l, r] = [0, 0];
  while (both.length < left.length + right.length) {
    const [a, b] = [left[l], right[r]];
    if (a !== undefined && (b === undefined || compare(a, b) <= 0)) {
      both.push(a);
      l += 1;
    } else if (b !== undefined) {
      both.push(b);
      r += 1;
    }
    if (both.length % ITEMS === 0) yield;
  }
  return both;
}
