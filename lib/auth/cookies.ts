import type { Env } from '@/lib/shared/env';
import { SESSION_SECONDS } from './model';
import { safeReturnTo } from './return-to';

type Address = Pick<Env, 'PORT' | 'PUBLIC_URL'>;

export interface Cookie {
  name: string;
  value: string;
  httpOnly: true;
  sameSite: 'lax';
  path: '/';
  secure: boolean;
  maxAge: number;
}

const isHttps = ({ PUBLIC_URL }: Address) => PUBLIC_URL?.startsWith('https:') ?? false;

/**
 * The name holds the port because browsers send a cookie to every port of a host: two servers on one machine would overwrite each
 * other's. It is the public port, so that instances behind a balancer share a session. Over https the prefix `__Host-` keeps
 * other hosts of the domain from setting the cookie.
 */
function cookieName(what: string, address: Address): string {
  const { PUBLIC_URL, PORT } = address;
  const port = PUBLIC_URL === undefined ? PORT : new URL(PUBLIC_URL).port || (isHttps(address) ? 443 : 80);
  return `${isHttps(address) ? '__Host-' : ''}rmm-sightings-${what}${port}`;
}

export const sessionCookieName = (address: Address) => cookieName('', address);
export const returnCookieName = (address: Address) => cookieName('return-', address);
/** Each sign-in with Entra under way has its own, so that several tabs can sign in at once; `state` is what Entra sends back. */
export const pendingCookieName = (address: Address, state: string) =>
  `${pendingCookiePrefix(address)}${state.slice(0, PENDING_PART)}`;
export const pendingCookiePrefix = (address: Address) => `${cookieName('entra-', address)}-`;
const PENDING_PART = 12;

/** Lax and not Strict: the cookie must come along when a link in a chat is clicked, and when Entra redirects back. */
export function cookie(name: string, value: string, maxAge: number, address: Address, headers: Headers): Cookie {
  const secure = address.PUBLIC_URL === undefined ? cameByHttps(headers) : isHttps(address);
  return { name, value, httpOnly: true, sameSite: 'lax', path: '/', secure, maxAge };
}

/** Browsers refuse a Secure cookie over plain http. A TLS proxy in front tells by this header that the browser used https. */
function cameByHttps(headers: Headers): boolean {
  return headers.get('x-forwarded-proto')?.split(',')[0]?.trim() === 'https';
}

/** The cookie that carries the session, for as long as a session lasts. */
export function sessionCookie(address: Address, headers: Headers, value: string): Cookie {
  return cookie(sessionCookieName(address), value, SESSION_SECONDS, address, headers);
}

/** The cookie that remembers for an hour which page somebody wanted; undefined for a path that is no page of ours. */
export function returnCookie(address: Address, headers: Headers, path: string): Cookie | undefined {
  const safe = safeReturnTo(path);
  return safe === undefined ? undefined : cookie(returnCookieName(address), safe, 3600, address, headers);
}

/** Makes the browser forget a cookie. */
export function forget(name: string, address: Address, headers: Headers): Cookie {
  return cookie(name, '', 0, address, headers);
}
