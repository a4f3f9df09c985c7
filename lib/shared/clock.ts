import { AsyncLocalStorage } from 'node:async_hooks';
import { env } from './env';
import { processWide } from './process-wide';
import { fromDate, type Instant } from './time';

const played = processWide('clock', () => new AsyncLocalStorage<Instant>());

/** The present instant; `NOW` pins it. The only file that reads the machine's clock. */
export function now(): Instant {
  return played.getStore() ?? env().NOW ?? fromDate(new Date());
}

/** Runs work to which the present is another instant: how the sample shift is played in the past. */
export function playAt<T>(instant: Instant, work: () => T): T {
  return played.run(instant, work);
}

/** The machine's time in milliseconds since 1970, whatever `NOW` says: by it tokens and certificates of others end. */
export const wallTime = (): number => Date.now();
