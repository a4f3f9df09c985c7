/** What every answer says of itself, and where else its question can be asked. Browser-safe. */
import { z } from 'zod';
import { engineNameSchema } from '@/lib/engines/model';
import { portalPageSchema, portalQuerySchema } from '@/lib/routes/deep-links/model';
import { instantSchema } from '@/lib/shared/time';
import { windowSchema } from '@/lib/shared/window';

/** Tells why an answer is not whole, or what was changed in the question. */
export const noticeSchema = z.object({
  kind: z.enum(['parameter', 'partial', 'skipped', 'missing-table', 'info']),
  message: z.string(),
  huntId: z.string().optional(),
  /** For `missing-table`: the table. */
  table: z.string().optional(),
});
export type Notice = z.infer<typeof noticeSchema>;

/** What every answer says of itself. */
export const answerSchema = z.object({
  window: windowSchema,
  engine: engineNameSchema,
  /** When the telemetry was asked. */
  asOf: instantSchema,
  notices: z.array(noticeSchema),
});
export type Answer = z.infer<typeof answerSchema>;

/** Where in Microsoft's portals the question on the screen can be opened, and its KQL. */
export const portalLinksSchema = z.object({
  window: windowSchema,
  notices: z.array(noticeSchema),
  pages: z.array(portalPageSchema),
  /** One query for each table. */
  queries: z.array(portalQuerySchema),
});
export type PortalLinks = z.infer<typeof portalLinksSchema>;
