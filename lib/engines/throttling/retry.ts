/** What to do with a call that failed, and how long to wait before it is tried again. */

/** An engine's reading of one failure of one of its calls. */
export type Verdict<T> =
  /** It is no failure after all but an answer, such as one that says it is cut. */
  | { kind: 'answer'; answer: T }
  /** It cannot be had: the error, usually a Fault, is thrown as it is. */
  | { kind: 'give-up'; error: unknown }
  | {
      kind: 'again';
      /** What was met, as a sentence. */
      limit: string;
      /** Milliseconds, when the service says how long; else the waits grow from try to try. `at-once` is no word of the service. */
      after?: number | 'at-once' | undefined;
      /** It is no matter of this call alone: all calls that share the gate wait (429). */
      all: boolean;
    };

/** Reads a failure. */
export type Classify<T> = (error: unknown) => Verdict<T>;

const FIRST = 1000;
const LONGEST = 64_000;

/**
 * Milliseconds before the next try: as the service says, except that one which says 0 or a time that is over already would be
 * asked without a pause for as long as it says so.
 */
export function waitBefore(after: number | 'at-once' | undefined, tries: number, chance: number): number {
  if (after === 'at-once') return 0;
  return after !== undefined && after >= FIRST ? after : Math.max(after ?? 0, backoff(tries, chance));
}

/**
 * Milliseconds before the next try, after `tries` of them: 1, 2, 4 … 64 s. A quarter of it is spread by `chance` (0 to below 1), so that
 * those who failed together do not come back together.
 */
export function backoff(tries: number, chance: number): number {
  return Math.min(FIRST * 2 ** (tries - 1), LONGEST) * (0.75 + chance / 4);
}
