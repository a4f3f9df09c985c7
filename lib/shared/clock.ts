import { env } from './env';
import { fromDate, type Instant } from './time';

/** The present instant; `NOW` pins it. The only place that reads the machine's clock for an answer. */
export function now(): Instant {
  return env().NOW ?? fromDate(new Date());
}
