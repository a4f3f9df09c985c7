import 'server-only';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { record } from '@/lib/audit/record.server';
import { env } from '@/lib/shared/env';
import { randomToken, sha256 } from '@/lib/shared/ids';
import { log } from '@/lib/shared/log';
import { processWide } from '@/lib/shared/process-wide';
import { isSampleName } from '@/lib/shared/sample-people';
import { fromDate } from '@/lib/shared/time';
import {
  deleteAccount,
  deleteSession,
  insertSession,
  type SealedTokens,
  type SessionRow,
  selectSession,
  updateClaims,
  updateRole,
} from '@/lib/store/sessions.server';
import { readSessionKey } from './key.server';
import { type Loss, sessionTag, tellLoss } from './lost-session.server';
import { type Role, roleSchema, SESSION_SECONDS, type Session, type SignInMode } from './model';
import { seal, unseal } from './seal.server';

const sealedSchema = z.object({ purpose: z.literal('session'), id: z.string().regex(/^[\w-]{43}$/) });

/** How people sign in to this server. */
export function signInMode(): SignInMode {
  return env().ENTRA_CLIENT_ID === undefined ? 'local' : 'entra';
}

/** The person who gets a session, with the sealed tokens of their account if it has some. Both are stored or neither is. */
export type NewSession = Omit<Session, 'id' | 'expiresAt' | 'isDue'> & { tokens?: SealedTokens };

/**
 * Opens a session and returns the cookie's value; the audit records a sign-in from `clientAddress`. The id is always new, never one
 * that the browser sent. A session lives as long as its row in the store, so signing out ends it on every instance.
 */
export async function openSession(given: NewSession, clientAddress: string | null = null): Promise<string> {
  const who = { ...given, ...plainNames(given) };
  const [id, entry] = [
    randomToken(),
    { action: 'sign-in', subject: who.mode === 'entra' ? 'Entra ID' : 'a one-time link' } as const,
  ];
  await insertSession({ ...who, idHash: sha256(id) }, SESSION_SECONDS, (tx) => record(tx, actorOf(who, clientAddress), entry));
  return seal(env().DATA_DIR, { purpose: 'session', id } satisfies z.infer<typeof sealedSchema>, SESSION_SECONDS);
}

const LONGEST_NAME = 200;

/** Names as a person may show them anywhere: one line without invisible characters, and not too long. Entra's claims hold anything. */
function plainNames({ user, name }: Pick<Session, 'user' | 'name'>): Pick<Session, 'user' | 'name'> {
  const plain = (text: string) => text.slice(0, LONGEST_NAME).toWellFormed().replaceAll(/\p{C}/gu, '').trim();
  const id = plain(user) || 'unnamed';
  const shown = plain(name) || id;
  // The removal of the sample finds some of its people’s work by their names, so no real person may bear one.
  return { user: id, name: isSampleName(shown) ? `${shown} (${id})` : shown };
}

/**
 * The session of a cookie's value; undefined when the cookie was changed, the session has expired or was signed out, or it was opened
 * in another mode. Throws a Fault `unavailable` when the store does not answer.
 */
export async function findSession(cookie: string | undefined): Promise<Session | undefined> {
  const found = await find(cookie);
  return found?.row.claims === null ? toSession(found) : undefined;
}

/** Like `findSession`, but also finds a session that waits for claims, so that it can be ended. */
export async function findAnySession(cookie: string | undefined): Promise<Session | undefined> {
  const found = await find(cookie);
  return found && toSession(found);
}

/** The claims that a session waits for, and its user; undefined when it waits for none. Throws as `findSession`. */
export async function pendingClaims(cookie: string | undefined): Promise<{ user: string; claims: string } | undefined> {
  const row = (await find(cookie))?.row;
  return row && row.claims !== null ? { user: row.user, claims: row.claims } : undefined;
}

/**
 * Ends a session on every instance because a new one takes its place: neither the cookie nor a copy of it is accepted any more. The
 * account's tokens are deleted with the last session that needs them.
 */
export async function revokeSession({ id, accountId }: Pick<Session, 'id' | 'accountId'>): Promise<void> {
  const idHash = sha256(id);
  await deleteSession({ idHash, accountId });
  log().info({ session: sessionTag(idHash) }, 'a session was ended by a new sign-in in its place');
}

/** Ends a session on every instance because its person signs out; the audit records it. */
export async function signOut(session: Session, clientAddress: string | null): Promise<void> {
  const [{ id, accountId }, actor] = [session, actorOf(session, clientAddress)];
  const idHash = sha256(id);
  await deleteSession({ idHash, accountId }, (tx) => record(tx, actor, { action: 'sign-out', subject: 'this server' }));
  log().info({ session: sessionTag(idHash) }, 'a session was ended by signing out');
}

function actorOf({ user, name, role }: Pick<Session, 'user' | 'name' | 'role'>, clientAddress: string | null) {
  return { id: user, name, role, clientAddress };
}

/** Ends all sessions of an account and forgets its tokens. */
export async function revokeAccount(accountId: string): Promise<void> {
  const ended = await deleteAccount(accountId);
  log().info({ sessions: ended.map(sessionTag) }, 'all sessions of an account were ended');
}

/** Gives all sessions of an account the role that Entra tells now. */
export async function changeRole(accountId: string, role: Role): Promise<void> {
  const changed = await updateRole(accountId, role);
  if (changed.length > 0) log().info({ sessions: changed.map(sessionTag), role }, 'Entra ID tells another role of an account');
}

/** Suspends a session until a new sign-in brings `claims`, a claims challenge as JSON text. */
export async function askForClaims(id: string, claims: string): Promise<void> {
  const idHash = sha256(id);
  await updateClaims(idHash, claims);
  log().info({ session: sessionTag(idHash) }, 'a session waits for a new sign-in that meets a claims challenge');
}

interface Found {
  id: string;
  row: SessionRow & { due: boolean };
}

/** Opening a seal derives two keys, twice a request: the dearest part of a quick answer. By the cookie and what opens it. */
const opened = processWide('opened-seals', () => new LRUCache<string, { id: string }>({ max: 2000, ttl: 60_000 }));

/** The id that a cookie seals. Whether its session still lives, the store says each time. */
async function sessionIdOf(cookie: string): Promise<string | undefined> {
  const { DATA_DIR } = env();
  const key = sha256(`${readSessionKey(DATA_DIR)}\n${cookie}`);
  const known = opened.get(key);
  if (known) return known.id;
  const found = await unseal(DATA_DIR, cookie, sealedSchema);
  if (found) opened.set(key, found);
  return found?.id;
}

async function find(cookie: string | undefined): Promise<Found | undefined> {
  if (!cookie) return undefined;
  const id = await sessionIdOf(cookie);
  if (id === undefined) return lost('seal', cookie);
  const idHash = sha256(id);
  const row = await selectSession(idHash);
  if (!row) return lost('no-row', cookie, idHash);
  if (!row.live) return lost('past-end', cookie, idHash);
  if (row.mode !== signInMode()) return lost('other-mode', cookie, idHash);
  if (!roleSchema.safeParse(row.role).success) tellLoss('unknown-role', cookie, idHash);
  return { id, row };
}

function lost(...loss: [reason: Loss, cookie: string, idHash?: string]): undefined {
  tellLoss(...loss);
}

/** A role that only a newer version knows, running beside this one during a deployment, counts as Viewer: nobody is signed out. */
function toSession({ id, row: { user, name, role, accountId, expiresAt, due: isDue } }: Found): Session {
  const known = roleSchema.catch('Viewer').parse(role);
  return { id, mode: signInMode(), user, name, role: known, accountId, expiresAt: fromDate(expiresAt), isDue };
}
