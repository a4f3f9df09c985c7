/** ReportId is a counter that each device starts again: within 30 days the same numbers come back. */
import { pick } from './chance';

export interface Counter {
  base: bigint;
  wrap: number;
}

/** Most devices count from small numbers. Some count from numbers that JavaScript would round, a few from close to the largest long. */
export function counterOf(deviceId: string): Counter {
  const wrap = 400 + pick(400, 'wrap', deviceId);
  const kind = pick(20, 'counter', deviceId);
  if (kind === 0) return { base: 9_223_372_036_854_775_000n, wrap: 700 };
  if (kind < 4) return { base: 9_007_199_254_740_993n + BigInt(pick(1_000_000, 'base', deviceId)), wrap };
  return { base: BigInt(1 + pick(90_000, 'base', deviceId)), wrap };
}
