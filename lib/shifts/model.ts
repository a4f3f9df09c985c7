/** When the team's shifts are, and since when something counts as new. The contract of `/api/shifts`, for both ends. Browser-safe. */
import { z } from 'zod';
import { timeOfDay, zoneName } from '@/lib/shared/hours';
import { storedName } from '@/lib/shared/stored-text';
import { instantSchema } from '@/lib/shared/time';

const MOST = 24;

/** From 22:00 to 06:00 is the night that begins on the day. Monday is 1. From 07:00 to 07:00 is a whole day. */
export const shiftSchema = z.object({
  name: storedName(60),
  days: z
    .array(z.int().min(1).max(7))
    .min(1, 'must name a day')
    .max(7)
    .transform((days) => [...new Set(days)].sort()),
  from: timeOfDay,
  to: timeOfDay,
  zone: zoneName,
});
export type Shift = z.infer<typeof shiftSchema>;

/** `PUT /api/shifts`: all of them at once. */
export const shiftsInput = z.object({
  shifts: z.array(shiftSchema).max(MOST, `must be at most ${MOST}`),
  ifRevision: z.int().min(0).optional(),
});

/** A shift of one day. It ends where the next may begin: `to` is not of it. */
export const shiftTimeSchema = z.object({ name: z.string(), from: instantSchema, to: instantSchema });
export type ShiftTime = z.infer<typeof shiftTimeSchema>;

/** `GET /api/shifts`. Revision 0: nobody has defined any. */
export const shiftsPage = z.object({
  shifts: z.array(shiftSchema),
  revision: z.int(),
  by: z.string().nullable(),
  at: instantSchema.nullable(),
  /** The shift that runs, or the last that did; null where none is defined. */
  current: shiftTimeSchema.nullable(),
  /** The shifts that begin within the next days, in order. */
  next: z.array(shiftTimeSchema),
  /** When the person last looked at the sightings before this visit; null at the first visit. */
  lastVisit: instantSchema.nullable(),
});
export type ShiftsPage = z.infer<typeof shiftsPage>;
