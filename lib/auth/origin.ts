import { env } from '@/lib/shared/env';
import { Fault } from '@/lib/shared/errors';
import { isAllowedHost, isPublicHost } from './host';

/**
 * Whether a request comes from a page of ours. Browsers send Origin or Sec-Fetch-Site with every request that may change something.
 * A request with neither comes from a program, which cannot use another person's cookie.
 */
export function isSameOrigin(headers: Pick<Headers, 'get'>): boolean {
  const [host = null, origin, site] = ['host', 'origin', 'sec-fetch-site'].map((name) => headers.get(name));
  const ours = isAllowedHost(host, env()) && (site ?? 'same-origin') === 'same-origin';
  return ours && (!origin || isOurs(origin, host));
}

/** Throws a Fault `forbidden` unless the request comes from a page of ours. `write` asks it of every change. */
export function requireSameOrigin({ sameOrigin }: { sameOrigin: boolean }): void {
  if (!sameOrigin) throw new Fault('forbidden', 'This request came from another site, so it was not carried out.');
}

/** The public address is always ours: a proxy may forward the public Host header or replace it by its own. */
function isOurs(origin: string, host: string | null): boolean {
  const { PUBLIC_URL } = env();
  if (PUBLIC_URL !== undefined && origin === PUBLIC_URL) return true;
  if (isPublicHost(host, { PUBLIC_URL })) return false;
  return URL.canParse(origin) && new URL(origin).host === host?.toLowerCase();
}
