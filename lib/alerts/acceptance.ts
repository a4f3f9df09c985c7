/** Until when a handover should be accepted. Pure. */
import { addTicks, type Instant, parseDuration } from '@/lib/shared/time';
import type { Shift, ShiftTime } from '@/lib/shifts/model';
import { shiftsOver } from '@/lib/shifts/times';

/** Longer than any pause between two shifts of a week. */
const AHEAD = parseDuration('9d') ?? 0n;
const MINUTE = parseDuration('1m') ?? 0n;

/**
 * So many minutes after the next shift has begun; after the publication where that was later, or where the team has defined no shifts.
 */
export function acceptanceDue(
  { shift, publishedAt }: { shift: ShiftTime; publishedAt: Instant },
  shifts: readonly Shift[],
  minutes: number,
): Instant {
  const next = shiftsOver(shifts, { from: shift.to, to: addTicks(shift.to, AHEAD) }).find(({ from }) => from >= shift.to);
  const begins = next !== undefined && next.from > publishedAt ? next.from : publishedAt;
  return addTicks(begins, BigInt(minutes) * MINUTE);
}
