/** Hours of the day in a time zone, as people give them and zod reads them. Browser-safe. */
import { z } from 'zod';

/** Whether a text names a time zone that this machine knows. */
export function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

export const zoneName = z.string().max(64).refine(isZone, 'is not a time zone such as Europe/Zurich');

export const timeOfDay = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 22:00');
