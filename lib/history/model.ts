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
export interface DayOfActivity {
  day: string;
  firstSeen: string;
  lastSeen: string;
  events: number;
  /** Those that arrived after their time was swept. */
  late: number;
}

/** Events whose time was swept before they arrived. */
export interface LateArrival {
  toolSlug: string;
  deviceId: string;
  workspace: string;
  signal: string;
  /** The UTC day of the events. */
  day: string;
  events: number;
  /** When a sweep saw the last of them. */
  arrivedAt: string;
}

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
  /** Sweeps that failed since the last that did not. */
  failures: z.number(),
  fault: z.string().nullable(),
  faultAt: instantSchema.nullable(),
});
export type HistoryStatus = z.infer<typeof historyStatusSchema>;
