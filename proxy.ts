import { type NextRequest, NextResponse } from 'next/server';
import { respond } from '@/app/api/respond';
import { type Cookie, forget, returnCookie, returnCookieName, sessionCookieName } from '@/lib/auth/cookies';
import { contentSecurityPolicy } from '@/lib/auth/csp';
import { isAllowedHost, publicAddress } from '@/lib/auth/host';
import { type SignInReason, writeSignInReason } from '@/lib/auth/params';
import { safeReturnTo } from '@/lib/auth/return-to';
import { findSession, pendingClaims, signInMode } from '@/lib/auth/session-store.server';
import { paths } from '@/lib/routes/paths';
import { cloudOf } from '@/lib/shared/clouds';
import { env } from '@/lib/shared/env';
import { Fault } from '@/lib/shared/errors';
import { randomToken } from '@/lib/shared/ids';

const ICON = '/icon.svg';
/**
 * The paths that answer without a session; all others need one. The sign-in page shows the icon. The session of a request for one of
 * these is not looked up, so that they answer without a database.
 */
const { health, signIn, signInEntra, signInEntraCallback, signOut } = paths.api;
const open = new Set([health(), signIn(), signInEntra(), signInEntraCallback(), signOut(), ICON]);

/**
 * Runs before every page and API: refuses foreign hosts, sends people without a session to the sign-in page, gives pages their
 * Content-Security-Policy. It only saves a round trip: every function that reads data checks the session itself
 * (lib/auth/session.server.ts).
 */
export async function proxy(request: NextRequest): Promise<Response> {
  if (!isAllowedHost(request.headers.get('host'), env())) return unknownHost();
  if (open.has(request.nextUrl.pathname)) return pass(request);
  try {
    return await guard(request);
  } catch (error) {
    if (!(error instanceof Fault && error.kind === 'unavailable')) throw error;
    return unavailable(request, error);
  }
}

async function guard(request: NextRequest): Promise<Response> {
  const { pathname, search } = request.nextUrl;
  const session = await findSession(sessionCookieOf(request));
  if (pathname === paths.signIn()) return await signInPage(request, session !== undefined);
  if (session) return pass(request);
  if (!isPage(request)) return respond(() => Promise.reject(signInFirst()));
  return await toSignIn(request, `${pathname}${search}`);
}

/**
 * Next holds a body that passes the proxy in memory and cuts it at 10 MB. So imports and changes of state bypass the proxy, and
 * their handlers make the same checks. So does what a whole shift asks at once: a request that passes the proxy costs twice.
 */
export const config = {
  matcher: [
    '/((?!_next/static/|api/(?:imports|verdicts|exclusions|lists|views|shifts|links|handovers|webhooks)(?:/|$)|api/devices/[^/]+/notes$|api/(?:sightings|timeline)$).*)',
  ],
};

const signInFirst = () =>
  new Fault('unauthenticated', 'You are not signed in, or your session has ended. Sign in, then try again.');

const sessionCookieOf = ({ cookies }: NextRequest) => cookies.get(sessionCookieName(env()))?.value;

const unknownHost = () => inWords(421, `This server answers to ${publicAddress(env())} only.`);

/** The answer while the database does not respond: nobody knows who asks, and nobody is signed out. */
function unavailable(request: NextRequest, fault: Fault): Promise<Response> | Response {
  return isPage(request) ? inWords(fault.status, fault.message) : respond(() => Promise.reject(fault));
}

function inWords(status: number, text: string): Response {
  const headers = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' };
  return new Response(`${text}\n`, { status, headers });
}

/**
 * A link with a token goes on to the route that uses up the token, since a page cannot set a cookie. Only by GET: a HEAD must not use up
 * a token, and a form of another site, which comes without the session's cookie, must not end the session.
 * `next` is written by a screen whose request found the session ended; it moves into the cookie.
 */
async function signInPage(request: NextRequest, signedIn: boolean): Promise<Response> {
  const { nextUrl } = request;
  const { searchParams } = nextUrl;
  if (request.method !== 'GET') return pass(request);
  if (searchParams.has('token')) {
    // Behind a TLS proxy Next takes its own https address for a foreign one. A rewrite would send the token there.
    if (nextUrl.protocol === 'https:') return seeOther(request, signIn(searchParams));
    return NextResponse.rewrite(new URL(signIn(searchParams), request.url));
  }
  const next = searchParams.get('next');
  if (next === null) return pass(request);
  return signedIn ? seeOther(request, safeReturnTo(next) ?? paths.home()) : await toSignIn(request, next);
}

/**
 * Whether a request opens a whole page, and is not a script’s request for a part of one. If a part is refused, Next opens the
 * whole page.
 */
function isPage({ method, headers, nextUrl }: NextRequest): boolean {
  if (nextUrl.pathname.startsWith('/api/')) return false;
  return (method === 'GET' || method === 'HEAD') && (headers.get('sec-fetch-dest') ?? 'document') === 'document';
}

/** A session that waits for claims keeps its cookie: the next sign-in reads from it which claims to ask for. */
async function toSignIn(request: NextRequest, wanted: string): Promise<Response> {
  const { headers } = request;
  const cookie = sessionCookieOf(request);
  const waits = (await pendingClaims(cookie)) !== undefined;
  const reason: SignInReason = waits ? 'step-up' : cookie === undefined ? 'asked' : 'expired';
  const response = seeOther(request, paths.signIn(writeSignInReason(reason)));
  const cookies: Cookie[] = [returnCookie(env(), headers, wanted) ?? forget(returnCookieName(env()), env(), headers)];
  if (cookie !== undefined && !waits) cookies.push(forget(sessionCookieName(env()), env(), headers));
  for (const each of cookies) response.cookies.set(each);
  return response;
}

/** Redirects by the public address: behind a TLS proxy the request's own address is not the one that people use. */
function seeOther(request: NextRequest, path: string): NextResponse {
  const base = env().PUBLIC_URL ?? request.url;
  return NextResponse.redirect(new URL(path, base), { status: 303, headers: { 'cache-control': 'no-store' } });
}

/**
 * Lets a request through. A page reads its nonce from `x-nonce`; a value sent from outside is overwritten. Other answers keep the
 * policy of next.config.js, by which they load nothing.
 */
function pass(request: NextRequest): Response {
  if (request.nextUrl.pathname.startsWith('/api/') || request.nextUrl.pathname === ICON) return NextResponse.next();
  const nonce = randomToken();
  // biome-ignore lint/style/noProcessEnv: no setting; the bundler writes the mode in here
  const dev = process.env.NODE_ENV === 'development';
  const signOutTo = signInMode() === 'entra' ? new URL(cloudOf(env()).authority).origin : undefined;
  const policy = contentSecurityPolicy(nonce, { dev, signOutTo });
  const headers = new Headers(request.headers);
  headers.set('x-nonce', nonce);
  headers.set('content-security-policy', policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  response.headers.set('cache-control', 'no-store');
  return response;
}
