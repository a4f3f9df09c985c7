/** The catalogue as the API answers it and the hunts page shows it. Browser-safe. */
import { z } from 'zod';
import { binaries, confidences, signalSchema } from '@/lib/hunts/model';
import { noticeSchema } from '@/lib/query/model';
import { portalQuerySchema } from '@/lib/routes/deep-links/model';
import { instantSchema } from '@/lib/shared/time';

/** The axis of activity: bucket i begins at `from` + i × `step` (UTC). */
export const activityAxisSchema = z.object({ from: instantSchema, step: z.string(), buckets: z.number() });
export type ActivityAxis = z.infer<typeof activityAxisSchema>;

/** What a sweep collects of the events of a sighting, each with the column that a row of its answer has for it. */
export const collected = { accounts: 'Account', workspaces: 'Workspace' } as const;
export type Collected = keyof typeof collected;
export type CollectedColumn = (typeof collected)[Collected];
/** The distinct values of each, ascending, without empty ones. */
export const collectedValuesSchema = z.object({
  accounts: z.array(z.string()),
  workspaces: z.array(z.string()),
} satisfies Record<Collected, z.ZodType>);
export type CollectedValues = z.infer<typeof collectedValuesSchema>;

// The keys are those of `collected`, which is a constant.
export const collectedNames = Object.keys(collected) as Collected[];

export function collectedValues(valuesOf: (name: Collected) => string[]): CollectedValues {
  const values: Partial<CollectedValues> = {};
  for (const name of collectedNames) values[name] = valuesOf(name);
  return values as CollectedValues; // each name has its list now
}

export const huntSummarySchema = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  tool: z.string(),
  toolSlug: z.string(),
  signal: signalSchema,
  confidence: z.enum(confidences),
  /** What it finds; null when it finds both, or does not say. */
  binary: z.enum(binaries).nullable(),
  table: z.string(),
  tactics: z.array(z.string()),
  relevantTechniques: z.array(z.string()),
  connectors: z.array(z.string()),
  file: z.string(),
  /** Why it needs a scan of its own; null when it shares one with the other hunts of its table. */
  notFused: z.string().nullable(),
  /** Why sweeps leave it out, so that it answers only on its own page; null when they ask it. */
  notSwept: z.string().nullable(),
  /** Why the hunt is refused; null when it is not. */
  fault: z.string().nullable(),
  /** The table that it needs and that is not there, so that it is not asked; null when the table is there. */
  missingTable: z.string().nullable(),
});
export type HuntSummary = z.infer<typeof huntSummarySchema>;

export const huntDetailSchema = huntSummarySchema.extend({
  query: z.object({ written: z.string(), cut: z.string(), sent: z.string() }),
  /** Where `cut` and `sent` can be opened; null when the hunt is refused. */
  portalLinks: z.object({ cut: portalQuerySchema, sent: portalQuerySchema }).nullable(),
});
export type HuntDetail = z.infer<typeof huntDetailSchema>;

export const huntsPageSchema = z.object({
  hunts: z.array(huntSummarySchema),
  notices: z.array(noticeSchema),
});
export type HuntsPage = z.infer<typeof huntsPageSchema>;
