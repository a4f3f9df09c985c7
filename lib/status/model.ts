/** What the status page shows. Browser-safe. */
import { z } from 'zod';
import { engineNameSchema, tableStatusSchema } from '@/lib/engines/model';
import { historyStatusSchema } from '@/lib/history/model';
import { noticeSchema } from '@/lib/query/model';
import { instantSchema } from '@/lib/shared/time';

const hunted = { hunts: z.number(), connectors: z.array(z.string()), lagSeconds: z.number().nullable() };

export const statusReportSchema = z.object({
  engine: engineNameSchema,
  asOf: instantSchema,
  engines: z.array(z.object({ name: engineNameSchema, ok: z.boolean(), message: z.string() })),
  tables: z.array(tableStatusSchema.extend(hunted)),
  /** The parts of the estate that no answer covers, each with the reason: a workspace that refuses. */
  coverage: z.array(z.string()),
  /** Where connectors are enabled; null where no tenant or workspace is known. */
  connectorLinks: z.object({ sentinel: z.string().nullable(), streaming: z.string().nullable() }),
  hunts: z.number(),
  tools: z.number(),
  /** The telemetry is the made-up sample, not somebody's. */
  sample: z.boolean(),
  /** How the sweeps for the history stand; null if the database does not answer, which a notice says. */
  history: historyStatusSchema.nullable(),
  notices: z.array(noticeSchema),
});
export type StatusReport = z.infer<typeof statusReportSchema>;
