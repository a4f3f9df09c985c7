import 'server-only';
import { z } from 'zod';
import { env } from '@/lib/shared/env';
import { randomToken, sha256 } from '@/lib/shared/ids';
import { fromDate } from '@/lib/shared/time';
import {
  countSessionsOf,
  deleteSession,
  deleteSessionsOf,
  insertSession,
  type SessionRow,
  selectSession,
  updateClaims,
} from '@/lib/store/sessions.server';
import { roleSchema, SESSION_SECONDS, type Session, type SignInMode, signInModeSchema } from './model';
import { seal, unseal } from './seal.server';

const sealedSchema = z.object({ purpose: z.literal('session'), id: z.string().regex(/^[\w-]{43}$/) });
const rowSchema = z.object({ mode: signInModeSchema, role: roleSchema });

/** How people sign in to this server. */
export function signInMode(): SignInMode {
  return env().ENTRA_CLIENT_ID === undefined ? 'local' : 'entra';
}

/**
 * Opens a session and returns the cookie's value. Its id is always new (a value the browser brought is never taken up), and
 * a row of the store stands for it as long as it lives, so that signing out ends it on every instance.
 */
export async function openSession({ accountId, ...who }: Omit<Session, 'id' | 'expiresAt'>): Promise<string> {
  const id = randomToken();
  await insertSession({ ...who, accountId, idHash: sha256(id) }, SESSION_SECONDS);
  return seal(env().DATA_DIR, { purpose: 'session', id } satisfies z.infer<typeof sealedSchema>, SESSION_SECONDS);
}

/**
 * The session of a cookie's value; undefined when it is tampered with, ended, signed out or opened in another mode. Throws
 * a Fault `unavailable` when the store cannot tell.
 */
export async function findSession(cookie: string | undefined): Promise<Session | undefined> {
  const found = await find(cookie);
  return found?.row.claims === null ? toSession(found) : undefined;
}

/** As `findSession`, and also one that waits for claims: to end it. */
export async function findAnySession(cookie: string | undefined): Promise<Session | undefined> {
  const found = await find(cookie);
  return found && toSession(found);
}

/** Whose session waits for which claims; undefined for any other. Throws as `findSession`. */
export async function pendingClaims(cookie: string | undefined): Promise<{ user: string; claims: string } | undefined> {
  const row = (await find(cookie))?.row;
  return row && row.claims !== null ? { user: row.user, claims: row.claims } : undefined;
}

/** Ends a session everywhere: the cookie, also a copy of it, is worth nothing from now on. */
export async function revokeSession({ id }: Pick<Session, 'id'>): Promise<void> {
  await deleteSession(sha256(id));
}

/** Ends all sessions of an account. */
export const revokeAccount = deleteSessionsOf;

/** How many sessions of an account are open. */
export const sessionsOf = countSessionsOf;

/** Ends a session until a new sign-in brings `claims`, a claims challenge as JSON text. */
export async function askForClaims(id: string, claims: string): Promise<void> {
  await updateClaims(sha256(id), claims);
}

interface Found {
  id: string;
  row: SessionRow;
}

async function find(cookie: string | undefined): Promise<Found | undefined> {
  const sealed = cookie ? await unseal(env().DATA_DIR, cookie, sealedSchema) : undefined;
  if (!sealed) return undefined;
  const row = await selectSession(sha256(sealed.id));
  return row && { id: sealed.id, row };
}

function toSession({ id, row: { user, name, accountId, expiresAt, ...row } }: Found): Session | undefined {
  const { data } = rowSchema.safeParse(row);
  if (data?.mode !== signInMode()) return undefined;
  return { id, ...data, user, name, accountId, expiresAt: fromDate(expiresAt) };
}
