import 'server-only';
import { readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { now } from '@/lib/shared/clock';
import { randomToken } from '@/lib/shared/ids';
import { addTicks } from '@/lib/shared/time';
import { authDir } from './key.server';
import { SESSION_SECONDS, type Session, type SignInMode, signInModeSchema } from './model';
import { seal, unseal } from './seal.server';

const FOLDER = 'sessions';

const sealedSchema = z.object({
  purpose: z.literal('session'),
  mode: signInModeSchema,
  id: z.string().regex(/^[\w-]{43}$/),
  user: z.string().min(1),
  expiresAt: z.string(),
});

/**
 * Opens a session and returns the cookie's value. Its id is always new (a value the browser brought is never taken up), and
 * a file stands for it as long as it lives, so that signing out ends it everywhere.
 */
export async function openSession(dataDir: string, mode: SignInMode, user: string): Promise<string> {
  const id = randomToken();
  const expiresAt = addTicks(now(), BigInt(SESSION_SECONDS) * 10_000_000n);
  const value = { purpose: 'session', mode, id, user, expiresAt } satisfies z.infer<typeof sealedSchema>;
  const sealed = await seal(dataDir, value, SESSION_SECONDS);
  const dir = authDir(dataDir, FOLDER);
  writeFileSync(path.join(dir, id), '', { mode: 0o600, flag: 'wx' });
  sweep(dir, statSync(path.join(dir, id)).mtimeMs);
  return sealed;
}

/** The session of a cookie's value; undefined when it is tampered with, ended or signed out. Never throws. */
export async function findSession(dataDir: string, cookie: string | undefined): Promise<Session | undefined> {
  if (!cookie) return undefined;
  const sealed = await unseal(dataDir, cookie, sealedSchema);
  if (!sealed || !statSync(path.join(dataDir, 'auth', FOLDER, sealed.id), { throwIfNoEntry: false })) return undefined;
  return { id: sealed.id, user: sealed.user, expiresAt: sealed.expiresAt };
}

/** Ends a session everywhere: the cookie, also a copy of it, is worth nothing from now on. */
export function revokeSession(dataDir: string, { id }: Session): void {
  rmSync(path.join(dataDir, 'auth', FOLDER, id), { force: true });
}

/** Removes the files of sessions that were past their end when the newest one was opened. */
function sweep(dir: string, newest: number): void {
  for (const name of readdirSync(dir)) {
    const file = path.join(dir, name);
    const made = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? newest;
    if (newest - made > (SESSION_SECONDS + 3600) * 1000) rmSync(file, { force: true });
  }
}
