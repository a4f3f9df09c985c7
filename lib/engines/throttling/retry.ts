/** What is done with a failed call, and how long it waits before the next try. */

/** What an engine decides about one failed call. */
export type Decision<T> =
  /** The failure counts as an answer, for example a cut one. */
  | { kind: 'answer'; answer: T }
  /** No try would help: the error, usually a Fault, is thrown. */
  | { kind: 'give-up'; error: unknown }
  | {
      kind: 'again';
      /** What was met, as a sentence. */
      limit: string;
      /** Milliseconds that the service asks for; undefined when it names none, and then waits grow from try to try. `at-once` is our own choice. */
      after?: number | 'at-once' | undefined;
      /** True when all calls to the service must wait, not only this one (429). */
      all: boolean;
    };

/** Decides about a failure. */
export type Classify<T> = (error: unknown) => Decision<T>;

const FIRST = 1000;
const LONGEST = 64_000;

/**
 * Milliseconds before the next try: what the service asks for. Where that is below a second, such as 0 or a time in the past,
 * the wait grows from try to try, or the service would be asked without a pause.
 */
export function waitBefore(after: number | 'at-once' | undefined, tries: number, chance: number): number {
  if (after === 'at-once') return 0;
  return after !== undefined && after >= FIRST ? after : Math.max(after ?? 0, backoff(tries, chance));
}

/**
 * Milliseconds before the next try after `tries` tries: 1, 2, 4 … 64 s. `chance` (0 to below 1) spreads a quarter of it, so that
 * calls that failed together do not come back together.
 */
export function backoff(tries: number, chance: number): number {
  return Math.min(FIRST * 2 ** (tries - 1), LONGEST) * (0.75 + chance / 4);
}
