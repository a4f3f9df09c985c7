/** Sightings and their timeline: what the API answers and the screens show. Browser-safe. */
import { z } from 'zod';
import { activityAxisSchema, collectedValuesSchema } from '@/lib/catalogue/model';
import { everSchema } from '@/lib/history/model';
import { binaries, confidences, signalSchema } from '@/lib/hunts/model';
import { answerSchema } from '@/lib/query/model';
import { instantSchema } from '@/lib/shared/time';
import { type Signal, signals } from '@/lib/tables/tables';
import { verdictSchema, verdictWordSchema } from '@/lib/triage/model';

const sightingPartSchema = z.object({
  signal: signalSchema,
  huntIds: z.array(z.string()),
  firstSeen: instantSchema,
  lastSeen: instantSchema,
  /** Events; one that two hunts match counts once. */
  count: z.number(),
  /** Distinct, ascending; left out where the question says `omit=reportIds`. */
  reportIds: z.array(z.string()).optional(),
});
export type SightingPart = z.infer<typeof sightingPartSchema>;

/** What exclusions take out of a sighting: how many events, and the exclusions by id. `whole`: nothing else is left of it. */
const excludedSchema = z.object({ events: z.number(), exclusions: z.array(z.string()), whole: z.boolean() });
export const nothingExcluded = { events: 0, exclusions: [], whole: false } satisfies z.infer<typeof excludedSchema>;

/** Which signals saw a sighting: one alone, two, or more. */
export type SeenBy = 'three-signals' | 'two-signals' | `${Signal}-only`;
export const seenBys: readonly SeenBy[] = ['three-signals', 'two-signals', ...signals.map((signal) => `${signal}-only` as const)];

/**
 * What rows are filtered and ordered by. `accounts` are `domain\name`, ascending; `workspaces` too, with none where only one is asked.
 */
const sightingFactsSchema = collectedValuesSchema.extend({
  tool: z.string(),
  toolSlug: z.string(),
  deviceId: z.string(),
  deviceName: z.string(),
  firstSeen: instantSchema,
  lastSeen: instantSchema,
  count: z.number(),
  /** The first event in the 30 days before the window; null where there is none, as far as the telemetry reaches. */
  earlier: instantSchema.nullable(),
  /** First seen after `newSince`, with nothing in the 30 days before the window, where the telemetry reaches back before it. */
  isNew: z.boolean(),
  /** The first event ever, as far as the history, the look-back and the window reach; null in links that were frozen before it was told. */
  firstEver: instantSchema.nullable().default(null),
  /** First ever seen in the window; false too where less than a day is known from before it. */
  isFirst: z.boolean().default(false),
  /** Seen in the equally long time before `newSince`, as far as the window reaches, and not since. */
  isQuiet: z.boolean(),
  /** The confidence of the surest hunt that matched, whichever signals the question is narrowed to. */
  confidence: z.enum(confidences),
  /** Which signals saw it, whether chosen or not; null if only one hunt was asked. */
  seenBy: z.enum(seenBys).nullable(),
  /** `helper`: only programs around the tool were found. Null: no hunt says which. */
  binary: z.enum(binaries).nullable(),
  /** The verdict, and what has changed since. */
  verdict: verdictSchema,
  excluded: excludedSchema,
});
export type SightingFacts = z.infer<typeof sightingFactsSchema>;

export const sightingSchema = sightingFactsSchema.extend({
  signals: z.array(sightingPartSchema),
  /** Events in each bucket of the page's `activity` axis. */
  activity: z.array(z.number()),
});
export type Sighting = z.infer<typeof sightingSchema>;

/** What one value that is left out (`account=!corp\svc`) hides: the sightings that would be there without it. */
const leftOutSchema = z.object({
  filter: z.string(),
  /** Null: all values together that the filter leaves out, if they are several. */
  value: z.string().nullable(),
  sightings: z.number(),
  /** Of a device's id: its name, which no row tells. */
  deviceName: z.string().optional(),
});
export type LeftOut = z.infer<typeof leftOutSchema>;

/** True for an earlier answer that is given while the engine is asked; only where the question says `soon=1`. */
const isEarlier = z.literal(true).optional();

export const sightingsPageSchema = answerSchema.extend({
  isEarlier,
  total: z.number(),
  rows: z.array(sightingSchema),
  nextCursor: z.string().nullable(),
  axis: activityAxisSchema,
  /** Over the whole filtered result, not this page. */
  figures: z.object({
    devices: z.number(),
    tools: z.number(),
    newSightings: z.number(),
    /** How many were first ever seen in the window; null where less than a day is known from before it, and in links as `ever`. */
    firstEver: z.number().nullable().default(null),
    unreviewed: z.number(),
    /** How many have changed since their verdict. */
    changed: z.number(),
    quiet: z.number(),
    events: z.number(),
  }),
  /** “New” means first seen at or after this. */
  newSince: instantSchema,
  /**
   * “Gone quiet” means last seen between this and `newSince`. Null if the window begins at `newSince`, because then nobody
   * knows.
   */
  quietFrom: instantSchema.nullable(),
  /** How far back “new” and `earlier` look: 30 days before the window, or where the telemetry begins. */
  lookbackFrom: instantSchema,
  /** How far back “first ever seen” looks; null as `firstEver`. */
  ever: everSchema.nullable().default(null),
  /** For the filter menus. Tools and signals are counted without the filters on tool and signal, workspaces without the one on workspace. */
  facets: z.object({
    tools: z.array(z.object({ tool: z.string(), slug: z.string(), sightings: z.number() })),
    signals: z.array(z.object({ signal: signalSchema, sightings: z.number() })),
    workspaces: z.array(z.object({ workspace: z.string(), sightings: z.number() })),
    /** Sightings that have changed since count under their verdict and under `changed`. */
    verdicts: z.array(z.object({ verdict: verdictWordSchema, sightings: z.number() })),
    confidences: z.array(z.object({ confidence: z.enum(confidences), sightings: z.number() })),
    seenBys: z.array(z.object({ seenBy: z.enum(seenBys), sightings: z.number() })),
    owners: z.array(z.object({ owner: z.string(), sightings: z.number() })),
  }),
  leftOut: z.array(leftOutSchema),
  /** The devices that the person watches, and how many of them show something new, whatever the filters. */
  watched: z.object({ devices: z.array(z.string()), showingNew: z.number() }),
  /** If the rows are grouped: the groups in their order, with how many rows each has. */
  groups: z.array(z.object({ key: z.string(), sightings: z.number() })),
  /** What exclusions take out of this answer: how many whole sightings, and how many events. */
  excluded: z.object({ sightings: z.number(), events: z.number() }),
});
export type SightingsPage = z.infer<typeof sightingsPageSchema>;

export const timelineSchema = answerSchema.extend({
  isEarlier,
  step: z.string(),
  from: instantSchema,
  to: instantSchema,
  /** Most events first. `counts[i]` is the bucket at `from` + i × `step`. */
  series: z.array(
    z.object({
      tool: z.string(),
      slug: z.string(),
      /** Whether it is new on some device. */
      isNew: z.boolean(),
      counts: z.array(z.number()),
    }),
  ),
  /** The last bucket ends after the window does. */
  partialLast: z.boolean(),
});
export type Timeline = z.infer<typeof timelineSchema>;
