import { type NextRequest, NextResponse } from 'next/server';
import { respond } from '@/app/api/respond';
import { type Cookie, forget, returnCookie, returnCookieName, sessionCookieName } from '@/lib/auth/cookies';
import { contentSecurityPolicy } from '@/lib/auth/csp';
import { addressOf, isAllowedHost } from '@/lib/auth/host';
import { writeSignInReason } from '@/lib/auth/params';
import { safeReturnTo } from '@/lib/auth/return-to';
import { findSession } from '@/lib/auth/session-store.server';
import { paths } from '@/lib/routes/paths';
import { env } from '@/lib/shared/env';
import { Fault } from '@/lib/shared/errors';
import { randomToken } from '@/lib/shared/ids';

const ICON = '/icon.svg';
/** What answers without a session: exact paths, all else is shut. The icon is the sign-in page's. */
const open = new Set([paths.signIn(), paths.api.health(), paths.api.signIn(), paths.api.signOut(), ICON]);

/**
 * Stands before every page and API: refuses foreign hosts, sends people without a session to sign in, gives pages their
 * policy. It saves the round trip only: what reads data asks for the session itself (lib/auth/session.server.ts).
 */
export async function proxy(request: NextRequest): Promise<Response> {
  if (!isAllowedHost(request.headers.get('host'), env())) return unknownHost();
  const { pathname } = request.nextUrl;
  const cookie = request.cookies.get(sessionCookieName(env()))?.value;
  const session = await findSession(cookie);
  if (pathname === paths.signIn()) return signInPage(request, session !== undefined, cookie !== undefined);
  if (session || open.has(pathname)) return pass(request);
  if (pathname.startsWith('/api/') || !isNavigation(request)) return respond(() => Promise.reject(signInFirst()));
  return toSignIn(request, `${pathname}${request.nextUrl.search}`, cookie !== undefined);
}

/** Bodies past the proxy are held in memory and cut at 10 MB, so imports go round it; their handlers ask for all of the above. */
export const config = { matcher: ['/((?!_next/static/|api/imports(?:/|$)).*)'] };

const signInFirst = () =>
  new Fault('unauthenticated', 'You are not signed in, or your session has ended. Sign in, then try again.');

function unknownHost(): Response {
  const text = `This server answers to ${addressOf(env())} only.\n`;
  return new Response(text, {
    status: 421,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
  });
}

/**
 * A link with a token goes to the route that uses it up: a page cannot set a cookie. Only GET: a HEAD must use nothing up, and
 * a form of another site, which comes without the session's cookie, must not take it away.
 * `next`, written by a screen whose request found the session ended, moves into the cookie.
 */
function signInPage(request: NextRequest, signedIn: boolean, hadSession: boolean): Response {
  const { searchParams } = request.nextUrl;
  if (request.method !== 'GET') return pass(request);
  if (searchParams.has('token')) {
    return NextResponse.rewrite(new URL(paths.api.signIn(searchParams), request.url));
  }
  const next = searchParams.get('next');
  if (next === null) return pass(request);
  return signedIn ? seeOther(request, safeReturnTo(next) ?? paths.home()) : toSignIn(request, next, hadSession);
}

/** A page that is opened, not a part of one fetched by a script. Next takes a refused part as a reason to open the whole page. */
function isNavigation({ method, headers }: NextRequest): boolean {
  return (method === 'GET' || method === 'HEAD') && (headers.get('sec-fetch-dest') ?? 'document') === 'document';
}

function toSignIn(request: NextRequest, wanted: string, hadSession: boolean): Response {
  const target = paths.signIn(writeSignInReason(hadSession ? 'expired' : 'asked'));
  const response = seeOther(request, target);
  const back = returnCookie(env(), request.headers, wanted) ?? forget(returnCookieName(env()), request.headers);
  const cookies: Cookie[] = hadSession ? [back, forget(sessionCookieName(env()), request.headers)] : [back];
  for (const cookie of cookies) response.cookies.set(cookie);
  return response;
}

function seeOther(request: NextRequest, path: string): NextResponse {
  return NextResponse.redirect(new URL(path, request.url), { status: 303, headers: { 'cache-control': 'no-store' } });
}

/**
 * On to the page, which reads the nonce from `x-nonce` (one sent from outside is overwritten). What is no page keeps the
 * policy of next.config.js, which lets it load nothing.
 */
function pass(request: NextRequest): Response {
  if (request.nextUrl.pathname.startsWith('/api/') || request.nextUrl.pathname === ICON) return NextResponse.next();
  const nonce = randomToken();
  // biome-ignore lint/style/noProcessEnv: no setting; the bundler writes the mode in here
  const policy = contentSecurityPolicy(nonce, { dev: process.env.NODE_ENV === 'development' });
  const headers = new Headers(request.headers);
  headers.set('x-nonce', nonce);
  headers.set('content-security-policy', policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  response.headers.set('cache-control', 'no-store');
  return response;
}
