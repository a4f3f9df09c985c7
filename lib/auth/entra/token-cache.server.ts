import 'server-only';
import type { ICachePlugin } from '@azure/msal-node';
import { z } from 'zod';
import { env } from '@/lib/shared/env';
import { readTokenCache, updateTokenCache } from '@/lib/store/token-caches.server';
import { SESSION_SECONDS } from '../model';
import { seal, unseal } from '../seal.server';

const LONGEST = 1_000_000;
const EMPTY = '{}';
const schema = z.object({ purpose: z.literal('token-cache'), accountId: z.string(), cache: z.string() });

/** The cache of an account as MSAL wrote it; undefined when there is none, or none that opens: the key may have changed. */
export async function readTokens(accountId: string): Promise<string | undefined> {
  const sealed = await readTokenCache(accountId);
  if (sealed === undefined) return undefined;
  const content = await unseal(env().DATA_DIR, sealed, schema, LONGEST);
  return content?.accountId === accountId ? content.cache : undefined;
}

/** As it is kept, for as long as a session can last that stands on it. */
export function sealTokens(accountId: string, cache: string): Promise<string> {
  const content = { purpose: 'token-cache', accountId, cache } satisfies z.infer<typeof schema>;
  return seal(env().DATA_DIR, content, SESSION_SECONDS);
}

/** Reads and writes the tokens of one account for one client of MSAL; `last` is what was read or written last. */
export class AccountCache implements ICachePlugin {
  last: string | undefined;

  constructor(private readonly accountId: string) {}

  beforeCacheAccess: ICachePlugin['beforeCacheAccess'] = async ({ tokenCache }) => {
    this.last = await readTokens(this.accountId);
    tokenCache.deserialize(this.last ?? EMPTY);
  };

  afterCacheAccess: ICachePlugin['afterCacheAccess'] = async ({ cacheHasChanged, tokenCache }) => {
    if (!cacheHasChanged || this.last === undefined) return; // signed out meanwhile: nothing comes back to life
    this.last = tokenCache.serialize();
    await updateTokenCache(this.accountId, await sealTokens(this.accountId, this.last));
  };
}
