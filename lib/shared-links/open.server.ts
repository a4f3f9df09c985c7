import 'server-only';
import { desc, eq } from 'drizzle-orm';
import { LRUCache } from 'lru-cache';
import type { z } from 'zod';
import { type PersonPrincipal, userOf } from '@/lib/auth/model';
import { mayAs } from '@/lib/auth/role';
import { requirePrincipal } from '@/lib/auth/session.server';
import { note } from '@/lib/auth/write.server';
import { now } from '@/lib/shared/clock';
import { Fault } from '@/lib/shared/errors';
import { log } from '@/lib/shared/log';
import { processWide } from '@/lib/shared/process-wide';
import { withDatabase } from '@/lib/store/database.server';
import { links } from '@/lib/store/schema';
import type { linksSchema, SharedLink, Snapshot } from './model';
import { unpack } from './pack.server';
import { linkedPage } from './path';
import { linkColumns, linkOf } from './row.server';

/** What opening a link gives. `closed`: it was revoked, has expired, or is not what was frozen; `why` says so. */
export type OpenedLink =
  | { kind: 'live'; path: string }
  | { kind: 'frozen'; link: SharedLink; snapshot: Snapshot }
  | { kind: 'closed'; link: SharedLink; why: string };

/** The most links that are listed. */
const MOST_LISTED = 1000;

/**
 * Opens a link, without any query to an engine. Needs a session; throws a Fault `not-found` where there is no such link. That somebody
 * opened a frozen one is recorded, once a session.
 */
export async function openLink(id: string): Promise<OpenedLink> {
  const principal = await requirePrincipal();
  const [row] = isId(id) ? await withDatabase((database) => database.select().from(links).where(eq(links.id, id))) : [];
  if (row === undefined) throw new Fault('not-found', 'There is no such link. It may have been cut short.');
  const { snapshot: bytes, ...said } = row;
  const link = linkOf(said, principal, now());
  const closed = (why: string): OpenedLink => ({ kind: 'closed', link, why });
  if (link.state === 'revoked') return closed(`It was revoked by ${link.revokedBy ?? 'somebody'}, so it shows nothing any more.`);
  if (link.state === 'expired') return closed('Its time is over, so it shows nothing any more.');
  if (link.kind === 'live') {
    const page = linkedPage(link.path);
    return page ? { kind: 'live', path: page.path } : closed('It leads to no page of RMM Sightings.');
  }
  if (link.scope === null) return closed('It does not say whose rights it was made with.');
  try {
    const snapshot = await unpack({ ...said, scope: link.scope }, bytes, link.sha256);
    await noteOpened(principal, link);
    return { kind: 'frozen', link, snapshot };
  } catch (error) {
    if (!(error instanceof Fault && error.kind === 'conflict')) throw error;
    log().warn({ link: id }, 'a frozen link is not what was frozen, and is refused');
    return closed(error.message);
  }
}

/** `GET /api/links`: one's own, newest first; for a Lead everybody's. Needs a session. */
export async function readLinks(): Promise<z.infer<typeof linksSchema>> {
  const principal = await requirePrincipal();
  const all = mayAs(principal, 'Lead');
  const rows = await withDatabase((database) =>
    database
      .select(linkColumns)
      .from(links)
      .where(all ? undefined : eq(links.byId, userOf(principal)))
      .orderBy(desc(links.at), desc(links.id))
      .limit(MOST_LISTED),
  );
  const at = now();
  return { links: rows.map((row) => linkOf(row, principal, at)), all };
}

const isId = (id: string) => /^[\w-]{10,64}$/.test(id);

const opened = () => processWide('opened-links', () => new LRUCache<string, true>({ max: 10_000 }));

async function noteOpened(principal: PersonPrincipal, { id, title, by, at }: SharedLink): Promise<void> {
  const key = `${principal.sessionId} ${id}`;
  if (opened().has(key)) return;
  await note(principal, { action: 'link.open', subject: title, detail: { id, by, at } });
  opened().set(key, true);
}
