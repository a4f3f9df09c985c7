/** What the history of sightings says. Browser-safe. */
import { z } from 'zod';
import { instantSchema } from '@/lib/shared/time';
import { windowSchema } from '@/lib/shared/window';

/** How far back “first ever seen” reaches. */
export const everSchema = z.object({
  from: instantSchema,
  /** How many times in between were not swept, so that an earlier first may have been missed. */
  gaps: z.number(),
  /** A history is kept; without one only the 30 days before the window are looked at. */
  inHistory: z.boolean(),
});
export type Ever = z.infer<typeof everSchema>;

/** A UTC day of a tool on a device. */
const dayOfActivitySchema = z.object({
  day: z.string(),
  firstSeen: instantSchema,
  lastSeen: instantSchema,
  events: z.number(),
  /** Those that arrived after their time was swept. */
  late: z.number(),
});
export type DayOfActivity = z.infer<typeof dayOfActivitySchema>;

/** `GET /api/history`: what is known of a tool on a device. */
export const sightingHistorySchema = z.object({
  /** Why no history is kept, and what to set; null where one is kept. */
  off: z.string().nullable(),
  /** What the sweeps reached; null where nothing was swept yet. */
  reach: windowSchema.nullable(),
  /** The times in between that were not swept. */
  gaps: z.array(windowSchema),
  /** First and last ever; null where it was never seen. */
  seen: z.object({ firstSeen: instantSchema, lastSeen: instantSchema }).nullable(),
  /** The days with events, oldest first. */
  days: z.array(dayOfActivitySchema),
});
export type SightingHistory = z.infer<typeof sightingHistorySchema>;

/** Events whose time was swept before they arrived. */
const lateArrivalSchema = z.object({
  toolSlug: z.string(),
  deviceId: z.string(),
  workspace: z.string(),
  signal: z.string(),
  /** The UTC day of the events. */
  day: z.string(),
  events: z.number(),
  /** When a sweep saw the last of them. */
  arrivedAt: instantSchema,
});
export type LateArrival = z.infer<typeof lateArrivalSchema>;

/** How the sweeps for the history stand, as the status page shows them. */
export const historyStatusSchema = z.object({
  /** Why no history is kept, and what to set; null where one is kept. */
  off: z.string().nullable(),
  /** How often it is swept: a KQL timespan. */
  every: z.string(),
  /** The server that sweeps, by host and process; null while none does. */
  leader: z.string().nullable(),
  /** The last sweep and the next, by the machine's clock. `endedAt` is before `beganAt` while one runs. */
  beganAt: instantSchema.nullable(),
  endedAt: instantSchema.nullable(),
  nextAt: instantSchema.nullable(),
  reach: windowSchema.nullable(),
  gaps: z.array(windowSchema),
  /** How many swept days leave something out, and what the last of them lacks. */
  partialDays: z.number(),
  lacks: z.array(z.string()),
  /** How many events of the last 7 days arrived after their time was swept. */
  late: z.number(),
  /** The last of those. */
  arrivals: z.array(lateArrivalSchema),
  /** Sweeps that failed since the last that did not. */
  failures: z.number(),
  fault: z.string().nullable(),
  faultAt: instantSchema.nullable(),
});
export type HistoryStatus = z.infer<typeof historyStatusSchema>;
