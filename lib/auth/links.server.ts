import 'server-only';
import { readFileSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { randomToken, sha256 } from '@/lib/shared/ids';
import { authDir, ensureKeyFile, readKeyFile } from './key.server';
import { seal, unseal } from './seal.server';

/**
 * How long a link is good when nobody uses it. A working day, not minutes: the one printed at start is often opened later,
 * and who can read that terminal can run `npm run sign-in` anyway. A new start makes the old links void.
 */
const LINK_SECONDS = 24 * 3600;
const FOLDER = 'sign-in-links';
const contentSchema = z.object({ purpose: z.literal('sign-in-link') });

/**
 * A token that signs one person in, once: a new one, or one to be good again. Only its hash is kept, so the folder gives no link away. With 256 random bits a
 * guess is hopeless, so nothing counts or slows attempts.
 */
export async function createSignInLink(dataDir: string, token = randomToken()): Promise<string> {
  // With the folder's own key: `npm run sign-in` in another terminal need not have the server's SECRET_KEY.
  const value = { purpose: 'sign-in-link' } satisfies z.infer<typeof contentSchema>;
  const content = await seal(dataDir, value, LINK_SECONDS, ensureKeyFile(dataDir));
  writeFileSync(path.join(authDir(dataDir, FOLDER), sha256(token)), content, { mode: 0o600, flag: 'wx' });
  return token;
}

/** Uses a token up. False for one that is unknown, used or expired: who asks is never told which. */
export async function consumeSignInLink(dataDir: string, token: string): Promise<boolean> {
  const file = path.join(dataDir, 'auth', FOLDER, sha256(token));
  let content: string;
  try {
    content = readFileSync(file, 'utf8');
    unlinkSync(file); // of two requests at once, the file system lets one remove it
  } catch {
    return false;
  }
  return (await unseal(dataDir, content, contentSchema, content.length, readKeyFile(dataDir))) !== undefined;
}

/** Makes every link void. */
export function removeSignInLinks(dataDir: string): void {
  rmSync(path.join(dataDir, 'auth', FOLDER), { recursive: true, force: true });
}
