import 'server-only';
import { sealData, unsealData } from 'iron-session';
import type { z } from 'zod';
import { ensureSessionKey, readSessionKey } from './key.server';

const LONGEST_COOKIE = 4096;

/**
 * Encrypts and signs a value that is valid for `seconds` (0: for ever). It expires by the machine's clock, not by `NOW`: a pinned
 * present must neither keep a session for ever nor sign everybody out.
 */
export function seal(dataDir: string, value: object, seconds: number, key = ensureSessionKey(dataDir)): Promise<string> {
  return sealData(value, { password: key, ttl: seconds });
}

/**
 * The sealed value; undefined when it was changed, has expired, is of another kind or longer than `longest`, or the key is
 * missing. Never throws.
 */
export async function unseal<T>(
  dataDir: string,
  sealed: string,
  schema: z.ZodType<T>,
  longest = LONGEST_COOKIE,
  password = readSessionKey(dataDir),
): Promise<T | undefined> {
  if (password === undefined || sealed.length > longest) return undefined;
  try {
    return schema.safeParse(await unsealData(sealed, { password, ttl: 0 })).data;
  } catch {
    return undefined;
  }
}
