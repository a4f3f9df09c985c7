/** A device, its events and the processes around them. Browser-safe. */
import { z } from 'zod';
import { activityAxisSchema } from '@/lib/catalogue/model';
import { signalSchema } from '@/lib/hunts/model';
import { cellSchema, columnSchema } from '@/lib/kql/model';
import { answerSchema, portalLinksSchema } from '@/lib/query/model';
import { portalPageSchema } from '@/lib/routes/deep-links/model';
import { instantSchema } from '@/lib/shared/time';
import { sightingSchema } from '@/lib/sightings/model';

const deviceLaneSchema = sightingSchema.extend({
  /** File names of the processes that started it, most frequent first (process signal). */
  startedBy: z.array(z.object({ fileName: z.string(), count: z.number() })),
});
export type DeviceLane = z.infer<typeof deviceLaneSchema>;

export const deviceDetailSchema = answerSchema.extend({
  deviceId: z.string(),
  /** The newest name telemetry has for it. */
  deviceName: z.string(),
  /** Newest row of DeviceInfo, in the schema's order; null when there is none. */
  info: z.object({ columns: z.array(columnSchema), row: z.array(cellSchema) }).nullable(),
  axis: activityAxisSchema,
  /** What “new” means in the lanes: first seen at or after this. */
  newSince: instantSchema,
  lanes: z.array(deviceLaneSchema),
  /** Its pages in Microsoft's portals, over the same window. */
  pages: z.array(portalPageSchema),
});
export type DeviceDetail = z.infer<typeof deviceDetailSchema>;

/** One row of a source table, with the hunts that match it. */
const deviceEventSchema = z.object({
  /** Its address on the device (event-id.ts). */
  id: z.string(),
  table: z.string(),
  signal: signalSchema,
  deviceId: z.string(),
  timestamp: instantSchema,
  reportId: z.string().nullable(),
  huntIds: z.array(z.string()),
  tools: z.array(z.string()),
  /** The exclusions, by id, that take it out for a tool whose hunts match it. */
  excludedBy: z.array(z.string()).default([]),
  /** Every column of the source row, in the schema's order, then unknown ones. */
  columns: z.record(z.string(), cellSchema),
});
export type DeviceEvent = z.infer<typeof deviceEventSchema>;

export const eventsPageSchema = answerSchema.extend({
  deviceId: z.string(),
  total: z.number(),
  rows: z.array(deviceEventSchema),
  nextCursor: z.string().nullable(),
});
export type EventsPage = z.infer<typeof eventsPageSchema>;

/** A process in the ancestry of an event, eldest first; `eventId` where its own creation is in the telemetry. */
const processNodeSchema = z.object({
  relation: z.enum(['ancestor', 'parent', 'initiating', 'subject', 'child']),
  fileName: z.string(),
  processId: z.string().nullable(),
  creationTime: instantSchema.nullable(),
  commandLine: z.string(),
  account: z.string(),
  eventId: z.string().nullable(),
});
export type ProcessNode = z.infer<typeof processNodeSchema>;

export const eventDetailSchema = answerSchema.extend({
  event: deviceEventSchema,
  /** Types of the event's columns, in order. */
  schema: z.array(columnSchema),
  deviceName: z.string(),
  ancestry: z.array(processNodeSchema),
  /** A query that finds exactly this row. */
  kql: z.string(),
  portalLinks: portalLinksSchema,
  /** Other rows with the same identity (DeviceId, Timestamp, ReportId), which should not be. */
  twins: z.number(),
});
export type EventDetail = z.infer<typeof eventDetailSchema>;
