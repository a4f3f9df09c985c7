/** A tool over the estate, as the API answers it and its page shows it. Browser-safe. */
import { z } from 'zod';
import { huntSummarySchema } from '@/lib/catalogue/model';
import { everSchema } from '@/lib/history/model';
import { signalSchema } from '@/lib/hunts/model';
import { answerSchema } from '@/lib/query/model';
import { instantSchema } from '@/lib/shared/time';
import { shownFactsSchema } from '@/lib/tools/model';

/** What a window's sightings say of a tool together; null where there are none. */
const seenSchema = z.object({
  devices: z.number(),
  events: z.number(),
  firstSeen: instantSchema,
  lastSeen: instantSchema,
  isNew: z.boolean(),
});

const toolSummarySchema = z.object({
  tool: z.string(),
  slug: z.string(),
  vendor: z.string().nullable(),
  /** In the catalogue, refused ones included. */
  hunts: z.number(),
  seen: seenSchema.nullable(),
});
export type ToolSummary = z.infer<typeof toolSummarySchema>;

export const toolsPageSchema = answerSchema.extend({
  tools: z.array(toolSummarySchema),
  /** How long the sweep behind it took by table, its wait for a turn included. */
  took: z.array(z.object({ table: z.string(), seconds: z.number() })),
});
export type ToolsPage = z.infer<typeof toolsPageSchema>;

/** A program that the tool's process hunts matched. */
const programSchema = z.object({
  fileName: z.string(),
  folderPath: z.string(),
  devices: z.number(),
  events: z.number(),
  /** Which parts of it no fact names; null if there are no facts to compare with. */
  unusual: z.array(z.enum(['name', 'folder'])).nullable(),
});
export type Program = z.infer<typeof programSchema>;

/** An end that the tool talked to: a host, or an address where the event names no host. */
const relaySchema = z.object({
  address: z.string(),
  devices: z.number(),
  /** Events that the tool's network hunts matched. */
  matched: z.number(),
  /** Connections by programs with the tool's file names, whether a hunt matched them or not. */
  byPrograms: z.number(),
  /** Null for an address without a name, and for a tool without known domains. */
  isVendors: z.boolean().nullable(),
});
export type Relay = z.infer<typeof relaySchema>;

/** The first of a list, and how many there are. */
const listOf = <T extends z.ZodType>(item: T) => z.object({ rows: z.array(item), total: z.number() });

export const toolProfileSchema = answerSchema.extend({
  tool: z.string(),
  slug: z.string(),
  /** Null if there are only hunts for the tool. */
  facts: shownFactsSchema.nullable(),
  hunts: z.array(huntSummarySchema),
  seen: seenSchema.nullable(),
  /** The first event in the look-back before the window; null where there is none, as far as the telemetry reaches. */
  earlier: instantSchema.nullable(),
  /** How far back `earlier` looks. */
  lookbackFrom: instantSchema,
  /** The first event on any device ever, as far as `ever` reaches; null where it was never seen. */
  firstEver: instantSchema.nullable().default(null),
  /** The last event in the history, which may be long before the window. */
  lastEver: instantSchema.nullable().default(null),
  ever: everSchema.nullable().default(null),
  signals: z.array(z.object({ signal: signalSchema, devices: z.number(), events: z.number() })),
  /** Devices that there are in the window: those of DeviceInfo, or those with any event in a hunted table. */
  estate: z.object({ devices: z.number(), by: z.enum(['DeviceInfo', 'events']) }).nullable(),
  programs: listOf(programSchema),
  relays: listOf(relaySchema),
});
export type ToolProfile = z.infer<typeof toolProfileSchema>;
