/** When an exclusion ends. Pure. */
import { addTicks, type Instant, parseDuration, parseInstant } from '@/lib/shared/time';

export const presets = [
  { value: '30d', name: '30 days' },
  { value: '90d', name: '90 days' },
  { value: '365d', name: '1 year' },
] as const;

/** The instant that a preset or a day (`2026-12-31`: its end in UTC) means; null for any other text. */
export function expiryOf(choice: string, now: Instant): Instant | null {
  const length = parseDuration(choice);
  if (length !== undefined) return addTicks(now, length);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(choice)) return null;
  return parseInstant(`${choice}T23:59:59Z`) ?? null;
}
