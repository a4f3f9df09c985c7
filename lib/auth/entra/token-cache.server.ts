import 'server-only';
import type { ICachePlugin } from '@azure/msal-node';
import { z } from 'zod';
import { env } from '@/lib/shared/env';
import type { SealedTokens } from '@/lib/store/sessions.server';
import { readTokenCache, updateTokenCache } from '@/lib/store/token-caches.server';
import { SESSION_SECONDS } from '../model';
import { seal, unseal } from '../seal.server';
import { entraSettings } from './client.server';
import { renewAfter } from './kept-tokens';

const LONGEST = 1_000_000;
const EMPTY = '{}';
const schema = z.object({ purpose: z.literal('token-cache'), accountId: z.string(), cache: z.string() });

export interface Tokens {
  /** The cache as MSAL wrote it. */
  cache: string;
  /** They are to be renewed before they are used. */
  due: boolean;
}

/** The tokens of an account; undefined when there are none, or none that open: the key may have changed. */
export async function readTokens(accountId: string): Promise<Tokens | undefined> {
  const row = await readTokenCache(accountId);
  if (!row) return undefined;
  const content = await unseal(env().DATA_DIR, row.sealed, schema, LONGEST);
  return content?.accountId === accountId ? { cache: content.cache, due: row.due } : undefined;
}

/** Seals the tokens to be stored for as long as a session that needs them can last. */
export async function sealTokens(accountId: string, cache: string): Promise<SealedTokens> {
  const content = { purpose: 'token-cache', accountId, cache } satisfies z.infer<typeof schema>;
  const sealed = await seal(env().DATA_DIR, content, SESSION_SECONDS);
  return { sealed, renewAfter: renewAfter(cache, entraSettings().clientId) };
}

/** Reads and writes the tokens of one account for one client of MSAL; `last` is what was read or written last. */
export class AccountCache implements ICachePlugin {
  last: string | undefined;

  constructor(private readonly accountId: string) {}

  beforeCacheAccess: ICachePlugin['beforeCacheAccess'] = async ({ tokenCache }) => {
    this.last = (await readTokens(this.accountId))?.cache;
    tokenCache.deserialize(this.last ?? EMPTY);
  };

  afterCacheAccess: ICachePlugin['afterCacheAccess'] = async ({ cacheHasChanged, tokenCache }) => {
    if (!cacheHasChanged || this.last === undefined) return; // signed out meanwhile: nothing comes back to life
    this.last = tokenCache.serialize();
    await updateTokenCache(this.accountId, await sealTokens(this.accountId, this.last));
  };
}
