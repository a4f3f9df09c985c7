import { env } from '@/lib/shared/env';
import { Fault } from '@/lib/shared/errors';
import { isAllowedHost, isPublicHost } from './host';

/**
 * Whether a request comes from a page of ours. Browsers send Origin with each request that may change something, and
 * Sec-Fetch-Site; what sends neither is no browser, and carries no one else's cookie.
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

/** A proxy may pass the public name on or put its own in place: the public address is ours either way. */
function isOurs(origin: string, host: string | null): boolean {
  const { PUBLIC_URL } = env();
  if (PUBLIC_URL !== undefined && origin === PUBLIC_URL) return true;
  if (isPublicHost(host, { PUBLIC_URL })) return false;
  return URL.canParse(origin) && new URL(origin).host === host?.toLowerCase();
}
