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
 * Cookies ignore ports: without one in the name, two servers on one machine would sign each other's users out. It is the
 * public one, so that instances behind a balancer share a session. Over https the browser takes `__Host-` from this host alone.
 */
function cookieName(what: string, address: Address): string {
  const { PUBLIC_URL, PORT } = address;
  const port = PUBLIC_URL === undefined ? PORT : new URL(PUBLIC_URL).port || (isHttps(address) ? 443 : 80);
  return `${isHttps(address) ? '__Host-' : ''}rmm-sightings-${what}${port}`;
}

export const sessionCookieName = (address: Address) => cookieName('', address);
export const returnCookieName = (address: Address) => cookieName('return-', address);
/** One for each sign-in with Entra under way, so that several tabs can be at it; `state` is what Entra sends back. */
export const pendingCookieName = (address: Address, state: string) =>
  `${pendingCookiePrefix(address)}${state.slice(0, PENDING_PART)}`;
export const pendingCookiePrefix = (address: Address) => `${cookieName('entra-', address)}-`;
const PENDING_PART = 12;

/** Lax and not Strict: a click on the link in a terminal or a chat must arrive signed in, and so must the way back from Entra. */
export function cookie(name: string, value: string, maxAge: number, address: Address, headers: Headers): Cookie {
  const secure = address.PUBLIC_URL === undefined ? cameByHttps(headers) : isHttps(address);
  return { name, value, httpOnly: true, sameSite: 'lax', path: '/', secure, maxAge };
}

/** A Secure cookie over plain http would be refused by the browser; a TLS proxy in front says so in this header. */
function cameByHttps(headers: Headers): boolean {
  return headers.get('x-forwarded-proto')?.split(',')[0]?.trim() === 'https';
}

/** Carries the session for as long as it lives. */
export function sessionCookie(address: Address, headers: Headers, value: string): Cookie {
  return cookie(sessionCookieName(address), value, SESSION_SECONDS, address, headers);
}

/** Remembers for an hour where somebody wanted to go; undefined for a path we do not send anybody to. */
export function returnCookie(address: Address, headers: Headers, path: string): Cookie | undefined {
  const safe = safeReturnTo(path);
  return safe === undefined ? undefined : cookie(returnCookieName(address), safe, 3600, address, headers);
}

/** Makes the browser forget a cookie. */
export function forget(name: string, address: Address, headers: Headers): Cookie {
  return cookie(name, '', 0, address, headers);
}
