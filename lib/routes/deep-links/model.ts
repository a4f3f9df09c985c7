/** Links into Microsoft's portals, as answers carry them. Browser-safe. */
import { z } from 'zod';

/** Where links lead. Plain data: `lib/shared/portals` makes it of the settings. */
export interface Portals {
  /** Origins of the cloud's portals. */
  defender: string;
  azure: string;
  /** Every link names it; without it, people who work in several tenants land in the wrong one. Null: not known, so there are no links. */
  tenantId: string | null;
  /** The workspace that Log Analytics opens. */
  workspace: { name: string; resourceId: string } | null;
}

/**
 * A link that opens a query. `tooLong`: the link would have this many characters, more than `MAX_LINK`, so the query must be
 * copied.
 */
const queryLinkSchema = z.union([z.object({ href: z.string() }), z.object({ tooLong: z.number() })]);
export type QueryLink = z.infer<typeof queryLinkSchema>;

/**
 * The longest link that is given out. The portals are behind Azure Front Door, which takes 8,192 bytes of URL; sign-in
 * carries the address along and needs some of them.
 */
export const MAX_LINK = 8000;

/** One query and where it can be opened; null where that place is not known. */
export const portalQuerySchema = z.object({
  table: z.string(),
  kql: z.string(),
  /** The workspace that Log Analytics opens. */
  workspace: z.string().nullable(),
  links: z.object({ advancedHunting: queryLinkSchema.nullable(), logAnalytics: queryLinkSchema.nullable() }),
});
export type PortalQuery = z.infer<typeof portalQuerySchema>;

/** A page of the Defender portal about something on the screen. */
export const portalPageSchema = z.object({
  kind: z.enum(['device', 'timeline', 'file', 'user', 'ip', 'domain', 'url']),
  /** Which of them it is: a file’s name, an address; '' if there is only one. */
  about: z.string(),
  href: z.string(),
});
export type PortalPage = z.infer<typeof portalPageSchema>;
