import type { ImportProgress } from '@/lib/engines/model';

/** The progress of an import that begins now. */
export function beginning(id: string, file: string, startedAt: string): ImportProgress {
  return {
    id,
    file,
    state: 'reading',
    bytesRead: 0,
    bytesTotal: 0,
    rowsRead: 0,
    rowsWritten: 0,
    startedAt,
    endedAt: null,
    result: null,
    fault: null,
  };
}

/** Lets one call through in so many milliseconds, and the first of each state: progress comes far more often than anybody reads it. */
export function throttle(every: number): (state: string, call: () => void) => void {
  let last = Number.NEGATIVE_INFINITY;
  let lastState = '';
  return (state, call) => {
    const at = performance.now();
    if (state === lastState && at - last < every) return;
    [last, lastState] = [at, state];
    call();
  };
}
