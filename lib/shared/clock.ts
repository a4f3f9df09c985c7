import { env } from './env';
import { fromDate, type Instant } from './time';

/** The present instant; `NOW` pins it. The only file that reads the machine's clock. */
export function now(): Instant {
  return env().NOW ?? fromDate(new Date());
}

/** The machine's time in milliseconds since 1970, whatever `NOW` says: by it tokens and certificates of others end. */
export const wallTime = (): number => Date.now();
