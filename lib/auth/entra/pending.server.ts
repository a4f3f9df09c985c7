import 'server-only';
import { z } from 'zod';
import { env } from '@/lib/shared/env';
import { randomToken } from '@/lib/shared/ids';
import { type Cookie, cookie, forget, pendingCookieName, pendingCookiePrefix } from '../cookies';
import { seal, unseal } from '../seal.server';

/** How long somebody may take at Entra: passwords get looked up, phones fetched. */
const PENDING_SECONDS = 15 * 60;
/** The most bytes of Cookie headers: servers refuse more than 16 KB of headers, so abandoned sign-ins must not pile up. */
const MOST_PENDING = 6000;
const LONGEST_COOKIE = 4000;

const schema = z.object({
  purpose: z.literal('entra-sign-in'),
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  next: z.string().optional(),
});
/** A sign-in under way, known to this browser alone: `state` and `nonce` bind the answer to it, `verifier` redeems the code. */
export type Pending = Omit<z.infer<typeof schema>, 'purpose'>;

/** What the browser brings: its cookies by name, and the headers. */
export interface Browser {
  cookies: { name: string; value: string }[];
  headers: Headers;
}

/** Begins a sign-in that leads to `next`, a safe path. Gives it with the cookies that hold it. */
export async function beginPending(
  next: string | undefined,
  verifier: string,
  browser: Browser,
): Promise<{ pending: Pending; set: Cookie[] }> {
  const pending: Pending = { state: randomToken(), nonce: randomToken(), verifier, ...(next !== undefined && { next }) };
  const name = pendingCookieName(env(), pending.state);
  const sealed = await sealPending(pending);
  // A path too long to be sealed is given up, rather than the sign-in.
  const value = name.length + sealed.length <= LONGEST_COOKIE ? sealed : await sealPending({ ...pending, next: undefined });
  return { pending, set: [...tooMany(browser), cookie(name, value, PENDING_SECONDS, env(), browser.headers)] };
}

const sealPending = (pending: Pending) =>
  seal(env().DATA_DIR, { purpose: 'entra-sign-in', ...pending } satisfies z.infer<typeof schema>, PENDING_SECONDS);

function tooMany({ cookies, headers }: Browser): Cookie[] {
  const earlier = cookies.filter(({ name }) => name.startsWith(pendingCookiePrefix(env())));
  const size = earlier.reduce((sum, { name, value }) => sum + name.length + value.length, 0);
  return size > MOST_PENDING ? earlier.map(({ name }) => forget(name, env(), headers)) : [];
}

/** The sign-in that an answer with `state` belongs to, if this browser began it; with it goes its cookie, which serves once. */
export async function takePending(
  state: string | null,
  { cookies, headers }: Browser,
): Promise<{ pending: Pending | undefined; set: Cookie[] }> {
  if (state === null || !/^[\w-]{43}$/.test(state)) return { pending: undefined, set: [] };
  const found = cookies.find(({ name }) => name === pendingCookieName(env(), state));
  if (!found) return { pending: undefined, set: [] };
  const pending = await unseal(env().DATA_DIR, found.value, schema);
  return { pending: pending?.state === state ? pending : undefined, set: [forget(found.name, env(), headers)] };
}
