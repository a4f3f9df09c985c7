import 'server-only';
import { getTableColumns } from 'drizzle-orm';
import { publicAddress } from '@/lib/auth/host';
import { type Principal, userOf } from '@/lib/auth/model';
import { mayAs } from '@/lib/auth/role';
import { paths } from '@/lib/routes/paths';
import { env } from '@/lib/shared/env';
import type { Instant } from '@/lib/shared/time';
import { links } from '@/lib/store/schema';
import { linkKindSchema, linkSchema, type SharedLink } from './model';

const { snapshot: _, ...said } = getTableColumns(links);
/** All of a link but its snapshot, which may be long. */
export const linkColumns = said;
export type LinkRow = Omit<typeof links.$inferSelect, 'snapshot'>;

/** Whoever made it, and Leads. */
export const mayRevoke = ({ byId }: Pick<LinkRow, 'byId'>, principal: Principal) =>
  byId === userOf(principal) || mayAs(principal, 'Lead');

/** A link as answers give it, as it stands at `now`. */
export function linkOf(row: LinkRow, principal: Principal, now: Instant): SharedLink {
  const { id, path, title, by, at, expiresAt, revokedBy, revokedAt, sha256 } = row;
  const state = revokedAt !== null ? 'revoked' : expiresAt <= now ? 'expired' : 'open';
  return {
    ...{ id, path, title, by, at, expiresAt, state, revokedBy, revokedAt, sha256 },
    url: new URL(paths.link(id), publicAddress(env())).href,
    kind: linkKindSchema.parse(row.kind),
    scope: linkSchema.shape.scope.parse(row.scope),
    mayRevoke: state === 'open' && mayRevoke(row, principal),
  };
}
