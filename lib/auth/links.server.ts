import 'server-only';
import { readFileSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { randomToken, sha256 } from '@/lib/shared/ids';
import { authDir, ensureKeyFile, readKeyFile } from './key.server';
import { seal, unseal } from './seal.server';

/**
 * How long an unused link is valid. A day and not minutes: the link printed at start is often opened later, and whoever can
 * read that terminal can run `npm run sign-in` anyway. Each start of the server makes older links void.
 */
const LINK_SECONDS = 24 * 3600;
const FOLDER = 'sign-in-links';
const contentSchema = z.object({ purpose: z.literal('sign-in-link') });

/**
 * Makes a token that signs one person in, once. Given a used token, makes that one valid again. Only the token's hash is stored, so
 * whoever reads the folder cannot make a link. A token has 256 random bits, so guessing is hopeless and attempts are not limited.
 */
export async function createSignInLink(dataDir: string, token = randomToken()): Promise<string> {
  // Sealed with the key in DATA_DIR: `npm run sign-in` may run in a terminal that does not have the server's SECRET_KEY.
  const value = { purpose: 'sign-in-link' } satisfies z.infer<typeof contentSchema>;
  const content = await seal(dataDir, value, LINK_SECONDS, ensureKeyFile(dataDir));
  writeFileSync(path.join(authDir(dataDir, FOLDER), sha256(token)), content, { mode: 0o600, flag: 'wx' });
  return token;
}

/** Uses up a token. False when it is unknown, used or expired; the caller is not told which. */
export async function consumeSignInLink(dataDir: string, token: string): Promise<boolean> {
  const file = path.join(dataDir, 'auth', FOLDER, sha256(token));
  let content: string;
  try {
    content = readFileSync(file, 'utf8');
    unlinkSync(file); // only one of two simultaneous requests can remove the file
  } catch {
    return false;
  }
  return (await unseal(dataDir, content, contentSchema, content.length, readKeyFile(dataDir))) !== undefined;
}

/** Makes every link void. */
export function removeSignInLinks(dataDir: string): void {
  rmSync(path.join(dataDir, 'auth', FOLDER), { recursive: true, force: true });
}
