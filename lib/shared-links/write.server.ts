import 'server-only';
import { and, count, eq, gt, isNotNull, isNull, lte } from 'drizzle-orm';
import { z } from 'zod';
import { type Principal, userOf } from '@/lib/auth/model';
import { type Change, write } from '@/lib/auth/write.server';
import { now } from '@/lib/shared/clock';
import { Fault } from '@/lib/shared/errors';
import { linkId } from '@/lib/shared/ids';
import { addTicks, givenInstant, type Instant, parseDuration } from '@/lib/shared/time';
import { type Transaction, withDatabase } from '@/lib/store/database.server';
import { links } from '@/lib/store/schema';
import { type FrozenPage, freeze } from './freeze.server';
import { answerOf, DEFAULT_DAYS, type LinkScope, linkKindSchema, MAX_DAYS, type SharedLink, type Snapshot } from './model';
import { hashOf, pack } from './pack.server';
import { type LinkedPage, linkedPage } from './path';
import { linkColumns, linkOf, mayRevoke } from './row.server';

/** Open links that one person has. */
const MOST = 200;

const page = z.string().transform((text, context): LinkedPage => {
  const found = linkedPage(text);
  if (found !== undefined) return found;
  context.addIssue('must be the path of a page of RMM Sightings, such as /?last=5d');
  return z.NEVER;
});
const expiry = givenInstant
  .superRefine((instant, context) => {
    const wrong = wrongExpiry(instant, now());
    if (wrong !== undefined) context.addIssue(wrong);
  })
  .optional();

/** `POST /api/links`. How long it is open: until `expiresAt`, else for so many days. */
const linkInput = z.object({
  path: page,
  kind: linkKindSchema,
  expiresAt: expiry,
  days: z.int().min(1).max(MAX_DAYS).default(DEFAULT_DAYS),
});

interface Packed {
  frozen: FrozenPage;
  bytes: Buffer;
}
/** The input with what was frozen for it. A request cannot send that part: it is always replaced. */
const addInput = linkInput.extend({ packed: z.custom<Packed | null>() });

const add: Change<z.infer<typeof addInput>, SharedLink> = {
  action: 'link.add',
  role: 'Viewer',
  input: addInput,
  run: async (tx, { path: { path, title }, kind, days, packed, ...given }, principal) => {
    const at = now();
    const { expiresAt = inDays(at, days) } = given;
    await requireRoom(tx, principal, at);
    const scope = packed && scopeOf(packed.frozen.snapshot, principal);
    const said = {
      id: linkId(),
      path: packed?.frozen.path ?? path,
      title: storable(packed?.frozen.title ?? title),
      by: principal.name,
      byId: userOf(principal),
      at,
      expiresAt,
      kind,
      revokedBy: null,
      revokedAt: null,
    };
    const sha256 = packed && scope && hashOf({ ...said, scope }, packed.bytes);
    const row = { ...said, scope, sha256 };
    await tx.insert(links).values({ ...row, snapshot: packed?.bytes ?? null });
    const { id, title: subject } = said;
    return { result: linkOf(row, principal, at), subject, detail: { id, kind, path: said.path, expiresAt, sha256, ...scope } };
  },
};

const revoke: Change<{ id: string }, SharedLink> = {
  action: 'link.revoke',
  role: 'Viewer',
  input: z.object({ id: z.string().regex(/^[\w-]{10,64}$/, 'is the id of no link') }),
  run: async (tx, { id }, principal) => {
    const [before] = await tx.select(linkColumns).from(links).where(eq(links.id, id)).for('update');
    if (before === undefined) throw new Fault('not-found', 'There is no such link.');
    if (!mayRevoke(before, principal))
      throw new Fault('forbidden', `${before.by} made this link. They, or a Lead, can revoke it.`);
    const at = now();
    if (before.revokedAt !== null)
      throw new Fault('conflict', `${before.revokedBy} has revoked this link already.`, { state: linkOf(before, principal, at) });
    const after = { ...before, revokedAt: at, revokedBy: principal.name };
    // What it kept goes with it.
    await tx.update(links).set({ revokedAt: at, revokedBy: principal.name, snapshot: null }).where(eq(links.id, id));
    return { result: linkOf(after, principal, at), subject: before.title, detail: { id, kind: before.kind, by: before.by } };
  },
};

/**
 * `POST /api/links`: makes a link to a page of ours, live or frozen. What a frozen one keeps is asked now, with the rights of whoever
 * makes it. Throws Faults as `write`, and what the page's reads throw.
 */
export function addLink(principal: Principal, read: () => Promise<unknown>, signal?: AbortSignal): Promise<SharedLink> {
  return write(principal, add, async () => {
    const given = z.record(z.string(), z.unknown()).parse(await read());
    const asked = linkInput.safeParse(given);
    if (!asked.success || asked.data.kind === 'live') return { ...given, packed: null };
    await withDatabase((database) => dropExpired(database, now()));
    const frozen = await freeze(asked.data.path, signal);
    return { ...given, packed: { frozen, bytes: await pack(frozen.snapshot) } };
  });
}

/** `DELETE /api/links/{id}`, by whoever made it or a Lead: from then on it shows nothing. Throws Faults as `write`. */
export function revokeLink(principal: Principal, id: string): Promise<SharedLink> {
  return write(principal, revoke, () => ({ id }));
}

/** With whose rights the answers of a snapshot were asked. */
function scopeOf(snapshot: Snapshot, principal: Principal): LinkScope {
  const { engine, asOf } = answerOf(snapshot);
  return { engine, rights: engine === 'embedded' ? 'local' : principal.scope === 'app' ? 'app' : 'own', asOf };
}

/** Snapshots of links whose time is over, which nobody can open, are telemetry that nobody needs. */
async function dropExpired(database: Pick<Transaction, 'update'>, at: Instant): Promise<void> {
  await database
    .update(links)
    .set({ snapshot: null })
    .where(and(lte(links.expiresAt, at), isNotNull(links.snapshot)));
}

async function requireRoom(tx: Transaction, principal: Principal, at: Instant): Promise<void> {
  const own = and(eq(links.byId, userOf(principal)), isNull(links.revokedAt), gt(links.expiresAt, at));
  const [held] = await tx.select({ count: count() }).from(links).where(own);
  if ((held?.count ?? 0) >= MOST)
    throw new Fault('conflict', `${MOST} links of yours are open. Revoke one that nobody needs on the page of links.`);
}

/** Names come from telemetry, and PostgreSQL stores neither NUL nor halves of surrogate pairs. */
const storable = (title: string) => title.replaceAll('\0', ' ').toWellFormed().slice(0, 300);

const inDays = (at: Instant, days: number) => addTicks(at, parseDuration(`${days}d`) ?? 0n);

function wrongExpiry(expiresAt: Instant, at: Instant): string | undefined {
  if (expiresAt <= at) return 'is in the past';
  return expiresAt > inDays(at, MAX_DAYS) ? `is more than ${MAX_DAYS} days away` : undefined;
}
