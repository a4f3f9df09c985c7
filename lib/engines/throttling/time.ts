/** Waiting, as an argument: tests wait in no time. */
export interface Time {
  /** Milliseconds that only grow; what they count from means nothing. */
  now(): number;
  /** Calls back once after `ms`; what it returns calls that off. */
  after(ms: number, then: () => void): () => void;
}

export const realTime: Time = {
  now: () => performance.now(),
  after(ms, then) {
    const timer = setTimeout(then, ms);
    return () => clearTimeout(timer);
  },
};
