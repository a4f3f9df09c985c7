/** For tests and the benchmark: how long the event loop stood still. */

/** The longest time in which the event loop served nobody while `work` ran, in milliseconds, and what came of it. */
export async function longestGap<T>(work: () => T | Promise<T>): Promise<[gap: number, outcome: T]> {
  let gap = 0;
  let last = performance.now();
  const beat = () => {
    gap = Math.max(gap, performance.now() - last);
    last = performance.now();
  };
  const timer = setInterval(beat, 5);
  const outcome = await work();
  beat();
  clearInterval(timer);
  return [gap, outcome];
}
