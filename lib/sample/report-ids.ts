/** ReportId is a counter of each device that starts again: within 30 days it comes round to the same numbers. */
import { pick } from './chance';

export interface Counter {
  base: bigint;
  wrap: number;
}

/** Most count from small numbers; some are so far that JavaScript's own numbers would round them, a few almost at the end. */
export function counterOf(deviceId: string): Counter {
  const wrap = 400 + pick(400, 'wrap', deviceId);
  const kind = pick(20, 'counter', deviceId);
  if (kind === 0) return { base: 9_223_372_036_854_775_000n, wrap: 700 };
  if (kind < 4) return { base: 9_007_199_254_740_993n + BigInt(pick(1_000_000, 'base', deviceId)), wrap };
  return { base: BigInt(1 + pick(90_000, 'base', deviceId)), wrap };
}
