/** A clock that waits. It is an argument, so that tests need not wait. */
export interface Time {
  /** Milliseconds from an arbitrary start, which only grow. */
  now(): number;
  /** Calls back once after `ms`. The returned function cancels that. */
  after(ms: number, then: () => void): () => void;
}

export const realTime: Time = {
  now: () => performance.now(),
  after(ms, then) {
    const timer = setTimeout(then, ms);
    return () => clearTimeout(timer);
  },
};
