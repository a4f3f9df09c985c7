import type { Env } from '@/lib/shared/env';
import { SESSION_SECONDS } from './model';
import { safeReturnTo } from './return-to';

type Address = Pick<Env, 'PORT'>;

export interface Cookie {
  name: string;
  value: string;
  httpOnly: true;
  sameSite: 'lax';
  path: '/';
  secure: boolean;
  maxAge: number;
}

/** Cookies ignore ports: without it in the name, two servers on one machine would sign each other's users out. */
export const sessionCookieName = ({ PORT }: Address) => `rmm-sightings-${PORT}`;
export const returnCookieName = ({ PORT }: Address) => `rmm-sightings-return-${PORT}`;

/** Lax and not Strict: a click on the link in a terminal or a chat must arrive signed in. */
function cookie(name: string, value: string, maxAge: number, headers: Headers): Cookie {
  return { name, value, httpOnly: true, sameSite: 'lax', path: '/', secure: cameByHttps(headers), maxAge };
}

/** A Secure cookie over plain http would be refused by the browser; a TLS proxy in front says so in this header. */
function cameByHttps(headers: Headers): boolean {
  return headers.get('x-forwarded-proto')?.split(',')[0]?.trim() === 'https';
}

/** Carries the session for as long as it lives. */
export function sessionCookie(address: Address, headers: Headers, value: string): Cookie {
  return cookie(sessionCookieName(address), value, SESSION_SECONDS, headers);
}

/** Remembers for an hour where somebody wanted to go; undefined for a path we do not send anybody to. */
export function returnCookie(address: Address, headers: Headers, path: string): Cookie | undefined {
  const safe = safeReturnTo(path);
  return safe === undefined ? undefined : cookie(returnCookieName(address), safe, 3600, headers);
}

/** Makes the browser forget a cookie. */
export function forget(name: string, headers: Headers): Cookie {
  return cookie(name, '', 0, headers);
}
