import { env } from '@/lib/shared/env';
import { Fault } from '@/lib/shared/errors';
import { isAllowedHost } from './host';

/**
 * Throws a Fault `forbidden` unless the request comes from a page of ours; for every route that changes something. Browsers
 * send Origin with each such request, and Sec-Fetch-Site; what sends neither is no browser, and carries no one else's cookie.
 */
export function requireSameOrigin({ headers }: Pick<Request, 'headers'>): void {
  const [host, origin, site] = ['host', 'origin', 'sec-fetch-site'].map((name) => headers.get(name));
  const ours = isAllowedHost(host ?? null, env()) && (site ?? 'same-origin') === 'same-origin';
  if (ours && (!origin || (URL.canParse(origin) && new URL(origin).host === host?.toLowerCase()))) return;
  throw new Fault('forbidden', 'This request came from another site, so it was not carried out.');
}
