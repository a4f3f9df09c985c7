import { NextRequest } from 'next/server';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Cookie } from '@/lib/auth/cookies';
import { Browser } from '../fakes/client/browser';
import { userNamed } from '../fakes/entra/tenant';
import { makeTls } from '../fakes/tls';
import { CALLBACK, type Harness, PUBLIC, startHarness } from './harness';
import { Jar } from './jar';

const current = vi.hoisted(() => ({ jar: undefined as unknown, log: [] as string[] }));
vi.mock('next/headers', () => ({ cookies: async () => current.jar }));
vi.mock('@/lib/shared/log', () => {
  const write = (level: string) => (fields: unknown, message?: string) =>
    void current.log.push(JSON.stringify([level, fields, message]));
  return { log: () => ({ info: write('info'), warn: write('warn'), error: write('error') }) };
});

let harness: Harness;
let jar: Jar;
let entraBrowser: Browser;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());
beforeEach(async () => {
  harness.restart();
  await harness.sql('TRUNCATE sessions, token_caches');
  jar = new Jar();
  entraBrowser = new Browser(harness.tls.ca);
});
afterEach(() => {
  current.log.length = 0;
});

/** Everything the browser was sent: addresses and cookies. */
const sent: string[] = [];
async function ask(response: Promise<Response>): Promise<string> {
  const { status, headers } = await response;
  expect([status, headers.get('cache-control')]).toEqual([303, 'no-store']);
  const location = headers.get('location') ?? '';
  sent.push(location, ...jar.getAll().map(({ name, value }) => `${name}=${value}`));
  return location;
}
async function begin(query = '', headers: Record<string, string> = {}): Promise<string> {
  current.jar = jar;
  const { GET } = await import('@/app/api/sign-in/entra/route');
  return ask(GET(new NextRequest(`${PUBLIC}/api/sign-in/entra${query}`, { headers })));
}
async function end(url: URL | string): Promise<string> {
  current.jar = jar;
  const { GET } = await import('@/app/api/sign-in/entra/callback/route');
  return ask(GET(new NextRequest(url)));
}
async function signOut(): Promise<string> {
  current.jar = jar;
  const { POST } = await import('@/app/api/sign-out/route');
  return ask(POST(new Request(`${PUBLIC}/api/sign-out`, { method: 'POST', headers: { host: 'rmm.contoso.example' } })));
}
async function signIn(user: string): Promise<string> {
  return end(await entraBrowser.signIn(await begin(), user));
}
async function session() {
  const { findSession } = await import('@/lib/auth/session-store.server');
  return findSession(jar.get('__Host-rmm-sightings-443')?.value);
}
const hold = (name: string, value: string) =>
  jar.set({ name, value, httpOnly: true, sameSite: 'lax', path: '/', secure: true, maxAge: 60 } satisfies Cookie);
const wanted = (path: string) => hold('__Host-rmm-sightings-return-443', path);
const pendings = () => jar.getAll().filter(({ name }) => name.includes('entra-'));

describe('signing in', () => {
  test.each([
    ['alice', 'Lead'],
    ['bob', 'Analyst'],
    ['vera', 'Viewer'],
  ])('%s gets a session as %s', async (user, role) => {
    wanted('/devices/x?last=5d');
    expect(await signIn(user)).toBe('/devices/x?last=5d');
    const { upn, displayName } = userNamed(user);
    expect(await session()).toMatchObject({ mode: 'entra', user: upn, name: displayName, role });
    expect([...jar.held.keys()], 'what carried the sign-in is gone').toEqual(['__Host-rmm-sightings-443']);
    expect(jar.getAll()).toEqual([expect.objectContaining({ httpOnly: true, secure: true, sameSite: 'lax', path: '/' })]);
  });

  test('asks Entra for a code with PKCE, state and nonce, for the engine’s scope and for a refresh token', async () => {
    const url = new URL(await begin());
    expect(url.origin + url.pathname).toBe(`${harness.entra.authority}/oauth2/v2.0/authorize`);
    const asked = Object.fromEntries(url.searchParams);
    expect(asked).toMatchObject({ response_type: 'code', response_mode: 'query', redirect_uri: CALLBACK });
    expect(asked).toMatchObject({ code_challenge_method: 'S256', code_challenge: expect.stringMatching(/^[\w-]{43}$/) });
    for (const name of ['state', 'nonce']) expect(asked[name]).toMatch(/^[\w-]{43}$/);
    expect(asked.scope?.split(' ').sort()).toEqual([
      'https://api.loganalytics.io/.default',
      'offline_access',
      'openid',
      'profile',
    ]);
    expect(asked).not.toHaveProperty('prompt');
    expect(new URL(await begin('?other=1')).searchParams.get('prompt')).toBe('select_account');
  });

  test('a person without a role gets no session and no tokens, and a page says why', async () => {
    expect(await signIn('nora')).toBe('/sign-in?reason=no-role');
    expect(await session()).toBeUndefined();
    const { rows } = await harness.sql(`SELECT key FROM token_caches WHERE key LIKE '${userNamed('nora').oid}%'`);
    expect(rows).toEqual([]);
  });

  test('a person who declines consent is told so, and the next sign-in still leads to the page they wanted', async () => {
    wanted('/hunts');
    expect(await signIn('mallory')).toBe('/sign-in?reason=declined');
    expect(await signIn('bob')).toBe('/hunts');
  });

  test('sign-ins in three tabs at once each lead to their own page, in whatever order they end', async () => {
    const urls: string[] = [];
    for (const path of ['/hunts', '/status', '/?last=9d']) {
      wanted(path);
      urls.push(await begin());
    }
    expect(pendings()).toHaveLength(3);
    const ends: string[] = [];
    for (const url of urls.toReversed()) ends.push(await end(await entraBrowser.signIn(url, 'bob')));
    expect(ends).toEqual(['/?last=9d', '/status', '/hunts']);
    expect(pendings()).toHaveLength(0);
  });

  test('cookies of sign-ins that were given up do not pile up', async () => {
    for (let tab = 0; tab < 40; tab++) await begin();
    expect(pendings().reduce((sum, { value }) => sum + value.length, 0)).toBeLessThan(8000);
    expect(await signIn('bob')).toBe('/');
  });

  test.each(['https://evil.example/', '//evil.example', '/\\evil.example', '/api/status', '/sign-in?reason=x'])(
    'leads to the app’s own pages only, and not to %s',
    async (path) => {
      wanted(path);
      expect(await signIn('bob')).toBe('/');
    },
  );

  test('the longest path that is remembered fits into a cookie, and the sign-in leads there', async () => {
    const path = `/?q=${'a'.repeat(2490)}`;
    wanted(path);
    const url = await begin();
    for (const { name, value } of pendings()) expect(name.length + value.length).toBeLessThan(4096);
    expect(await end(await entraBrowser.signIn(url, 'bob'))).toBe(path);
  });

  test('a prefetch does not begin a sign-in', async () => {
    current.jar = jar;
    const { GET } = await import('@/app/api/sign-in/entra/route');
    const response = await GET(new NextRequest(`${PUBLIC}/api/sign-in/entra`, { headers: { 'sec-purpose': 'prefetch' } }));
    expect([response.status, jar.held.size]).toEqual([503, 0]);
  });

  test('a one-time link signs nobody in where Entra is used', async () => {
    const { createSignInLink } = await import('@/lib/auth/links.server');
    const { env } = await import('@/lib/shared/env');
    const token = await createSignInLink(env().DATA_DIR);
    current.jar = jar;
    const { GET } = await import('@/app/api/sign-in/route');
    expect(await ask(GET(new NextRequest(`${PUBLIC}/api/sign-in?token=${token}`)))).toBe('/sign-in?reason=no-links');
    expect(await session()).toBeUndefined();
  });
});

describe('an answer of Entra’s that cannot be accepted', () => {
  test('an answer to another browser’s sign-in signs nobody in (login CSRF)', async () => {
    const attacker = await entraBrowser.signIn(await begin(), 'bob');
    jar = new Jar();
    expect(await end(attacker)).toBe('/sign-in?reason=lost');
    await begin(); // a sign-in of this browser’s own, under way at the same time, does not help
    expect(await end(attacker)).toBe('/sign-in?reason=lost');
    expect(await session()).toBeUndefined();
  });

  test('an answer with a wrong state or none, or to a changed cookie, signs nobody in', async () => {
    const answer = await entraBrowser.signIn(await begin(), 'bob');
    const state = answer.searchParams.get('state') ?? '';
    const over = (value: string | null) => {
      const url = new URL(answer);
      if (value === null) url.searchParams.delete('state');
      else url.searchParams.set('state', value);
      return url;
    };
    for (const value of [null, '', 'x', `${state.slice(0, -1)}_`, `${state}A`, '../x', '\r\nSet-Cookie: x=1'])
      expect(await end(over(value)), String(value)).toBe('/sign-in?reason=lost');
    const [held] = pendings();
    hold(held?.name ?? '', `${held?.value.slice(0, -4)}AAAA`);
    expect(await end(answer)).toBe('/sign-in?reason=lost');
    expect(await session()).toBeUndefined();
  });

  test('the code of one sign-in cannot be used in another, because the nonce differs', async () => {
    const [one, two] = [await begin(), await begin()];
    const swapped = new URL(two);
    for (const name of ['state', 'code_challenge']) swapped.searchParams.set(name, new URL(one).searchParams.get(name) ?? '');
    expect(await end(await entraBrowser.signIn(swapped.href, 'bob'))).toBe('/sign-in?reason=lost');
    expect(await session()).toBeUndefined();
  });

  test('a code cannot be used by a browser that lacks its verifier', async () => {
    const [one, two] = [await begin(), await begin()];
    const swapped = new URL(two);
    for (const name of ['state', 'nonce']) swapped.searchParams.set(name, new URL(one).searchParams.get(name) ?? '');
    expect(await end(await entraBrowser.signIn(swapped.href, 'bob'))).toBe('/sign-in?reason=code-used');
  });

  test('a code can be used only once', async () => {
    const url = await begin();
    const twice = jar.copy();
    const answer = await entraBrowser.signIn(url, 'bob');
    expect(await end(answer)).toBe('/');
    expect(await end(answer), 'going back in the browser').toBe('/sign-in?reason=lost');
    expect(await session(), 'which ends nothing').toBeDefined();
    jar = twice;
    expect(await end(answer), 'a copy of its cookie').toBe('/sign-in?reason=code-used');
    expect(await session()).toBeUndefined();
  });

  test.each([
    ['access_denied', 'AADSTS50105: Your administrator has …', 'not-assigned'],
    ['access_denied', 'AADSTS65004: User declined to consent', 'declined'],
    ['access_denied', '', 'declined'],
    ['invalid_client', 'AADSTS650052: The app needs access to a service', 'resource'],
    ['interaction_required', 'AADSTS53003: Access has been blocked', 'blocked'],
    ['consent_required', 'AADSTS65001: not consented', 'consent'],
    ['server_error', 'AADSTS90033: A transient error', 'entra-down'],
    ['<script>alert(1)</script>', '<b>call 555-EVIL</b>', 'refused'],
  ])('Entra’s error “%s”, “%s” leads to the reason %s, and its text is not logged', async (error, error_description, reason) => {
    const state = new URL(await begin()).searchParams.get('state') ?? '';
    const location = await end(`${CALLBACK}?${new URLSearchParams({ error, error_description, state })}`);
    expect(location).toBe(`/sign-in?reason=${reason}`);
    expect(current.log.join()).not.toMatch(/script|EVIL|administrator has/);
  });

  test.each([
    ['a wrong secret', { ENTRA_CLIENT_SECRET: 'wrong' }, 'secret'],
    ['an unsuitable certificate', { ENTRA_CLIENT_SECRET: '', ENTRA_CLIENT_CERTIFICATE: 'other' }, 'certificate'],
  ])('with %s in the app’s settings, the sign-in page names it as the reason', async (_, settings, reason) => {
    const { clientCertificateFile } = await makeTls(`${process.env.DATA_DIR}/other`);
    harness.restart({
      ...settings,
      ...('ENTRA_CLIENT_CERTIFICATE' in settings && { ENTRA_CLIENT_CERTIFICATE: clientCertificateFile }),
    });
    expect(await signIn('bob')).toBe(`/sign-in?reason=${reason}`);
  });

  test('a failed sign-in while Entra is away leaves the earlier session open', async () => {
    await signIn('bob');
    const answer = await entraBrowser.signIn(await begin(), 'bob');
    harness.intercept('break');
    expect(await end(answer)).toBe('/sign-in?reason=entra-down');
    expect(await session()).toBeDefined();
  });
});

test('a certificate can take the place of the secret', async () => {
  harness.restart({ ENTRA_CLIENT_SECRET: '', ENTRA_CLIENT_CERTIFICATE: harness.tls.clientCertificateFile });
  expect(await signIn('bob'), current.log.join()).toBe('/');
});

describe('signing out', () => {
  const caches = async () => (await harness.sql("SELECT key FROM token_caches WHERE key LIKE '%000003.%'")).rows.length;

  test('ends the session and Entra’s own, and the account’s tokens are deleted with its last session', async () => {
    await signIn('vera');
    const elsewhere = jar;
    jar = new Jar();
    await signIn('vera');
    const url = new URL(await signOut());
    expect(url.origin + url.pathname).toBe(`${harness.entra.authority}/oauth2/v2.0/logout`);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      post_logout_redirect_uri: CALLBACK,
      logout_hint: userNamed('vera').upn,
    });
    expect([await session(), jar.held.size, await caches()]).toEqual([undefined, 0, 1]);
    const { headers } = await entraBrowser.open(url.href);
    expect(await end(String(headers.location))).toBe('/sign-in?reason=signed-out');
    jar = elsewhere;
    expect(await session()).toBeDefined();
    await signOut();
    expect(await caches()).toBe(0);
  });

  test('the audit has the sign-in and the sign-out, with the person and the client’s address', async () => {
    const begun = await entraBrowser.signIn(await begin(), 'bob');
    current.jar = jar;
    const { GET } = await import('@/app/api/sign-in/entra/callback/route');
    await GET(new NextRequest(begun, { headers: { 'x-forwarded-for': '198.51.100.9, 192.0.2.7' } }));
    await signOut();
    await signOut(); // a double click is recorded once
    const { rows } = await harness.sql(
      `SELECT action, actor_id AS who, role, client_address AS at FROM audit WHERE actor_id = '${userNamed('bob').upn}' ORDER BY id DESC LIMIT 2`,
    );
    const bob = { who: userNamed('bob').upn, role: 'Analyst' };
    expect(rows).toEqual([
      { ...bob, action: 'sign-out', at: null },
      { ...bob, action: 'sign-in', at: '192.0.2.7' },
    ]);
  });

  test('a sign-in of another person in the same browser ends the first person’s session', async () => {
    await signIn('vera');
    const earlier = jar.copy();
    entraBrowser = new Browser(harness.tls.ca);
    await signIn('bob');
    expect((await session())?.role).toBe('Analyst');
    jar = earlier;
    expect([await session(), await caches()]).toEqual([undefined, 0]);
  });
});

test('no token, code or secret is in an address, a cookie or the log, and the store holds tokens sealed only', async () => {
  await signIn('alice');
  const { readTokens } = await import('@/lib/auth/entra/token-cache.server');
  const cache = JSON.parse((await readTokens((await session())?.accountId ?? ''))?.cache ?? '{}');
  const secrets: string[] = [process.env.ENTRA_CLIENT_SECRET ?? ''];
  for (const kind of ['AccessToken', 'RefreshToken', 'IdToken'])
    for (const { secret } of Object.values<{ secret: string }>(cache[kind])) secrets.push(secret);
  expect(secrets).toHaveLength(4);
  const { rows } = await harness.sql('SELECT * FROM token_caches, sessions');
  const everything = [...sent, ...current.log, JSON.stringify(rows)].join('\n');
  for (const secret of secrets) expect(everything.includes(secret)).toBe(false);
  expect(current.log.join('\n')).not.toMatch(/alice|contoso\.example/i);
  expect(everything).not.toMatch(/eyJ[\w-]+\.eyJ/);
});
