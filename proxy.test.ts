import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { NextRequest } from 'next/server';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { takesBodies } from './lib/auth/http-guard.server';
import { testDatabase } from './lib/store/testing';
import nextConfig from './next.config.js';
import { config, proxy } from './proxy';

const dataDir = mkdtempSync(path.join(tmpdir(), 'proxy-'));
const origin = 'http://127.0.0.1:3000';
let session: string;
let drop: () => Promise<unknown>;

beforeAll(async () => {
  for (const [name, value] of Object.entries({ DATA_DIR: dataDir, PORT: '3000', HOST: '127.0.0.1' })) vi.stubEnv(name, value);
  ({ drop } = await testDatabase());
  const { openSession } = await import('./lib/auth/session-store.server');
  session = `rmm-sightings-3000=${await openSession({ mode: 'local', user: 'local', name: 'Local', role: 'Lead', accountId: null })}`;
});
afterAll(() => rmSync(dataDir, { recursive: true }));

function ask(url: string, headers: Record<string, string> = {}, method = 'GET') {
  return proxy(new NextRequest(`${origin}${url}`, { method, headers: { host: '127.0.0.1:3000', ...headers } }));
}
/** Next writes loopback as localhost here, and makes it relative on the way out. */
const pathOf = (url: string | null) => url?.replace(/^http:\/\/(127\.0\.0\.1|localhost):3000/, '');
const went = (response: Response) => [response.status, pathOf(response.headers.get('location'))];
const cookiesOf = (response: Response) => response.headers.getSetCookie().join('\n');

test('a page without a session leads to sign-in, and is remembered with its query', async () => {
  const response = await ask('/devices/a%2Fb?last=5d&q=x%20y');
  expect(went(response)).toEqual([303, '/sign-in']);
  expect(decodeURIComponent(cookiesOf(response))).toMatch(/^rmm-sightings-return-3000=\/devices\/a%2Fb\?last=5d&q=x(%20|\+)y; /);
  expect(cookiesOf(response)).toMatch(/HttpOnly/);
  expect(response.headers.get('cache-control')).toBe('no-store');
});

test('an ended or invented session says so and is forgotten', async () => {
  const response = await ask('/', { cookie: 'rmm-sightings-3000=invented' });
  expect(went(response)).toEqual([303, '/sign-in?reason=expired']);
  expect(cookiesOf(response)).toMatch(/rmm-sightings-3000=;.*Max-Age=0/);
});

test.each(['/api/status', '/api/nope', '/api/health/x', '/api/health%2f..%2fstatus', '/api/imports%2f..%2fstatus'])(
  '%s answers nobody without a session',
  async (url) => {
    const response = await ask(url);
    expect(response.status).toBe(401);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(await response.json()).toMatchObject({ status: 401, title: expect.any(String) });
  },
);

test('a part of a page, or a change, is refused rather than sent elsewhere', async () => {
  expect((await ask('/devices/x?_rsc=1', { 'sec-fetch-dest': 'empty' })).status).toBe(401);
  expect((await ask('/', {}, 'POST')).status).toBe(401);
});

test.each(['/api/health', '/sign-in', '/api/sign-in', '/api/sign-out', '/icon.svg'])('%s is open', async (url) => {
  const response = await ask(url);
  expect(response.headers.get('x-middleware-next')).toBe('1');
});

test('a page gets a policy whose nonce is new each time and never the one sent in', async () => {
  const headers = { cookie: session, 'x-nonce': 'evil', 'content-security-policy': "script-src 'nonce-evil'" };
  const nonces = await Promise.all(
    [1, 2].map(async () => {
      const response = await ask('/', headers);
      const nonce = response.headers.get('x-middleware-request-x-nonce') ?? '';
      expect(response.headers.get('content-security-policy')).toContain(`'nonce-${nonce}' 'strict-dynamic'`);
      expect(response.headers.get('x-middleware-request-content-security-policy')).toContain(`'nonce-${nonce}'`);
      return nonce;
    }),
  );
  expect(new Set([...nonces, 'evil', '']).size).toBe(4);
});

test('a foreign host is told where the server is, whatever it asks for', async () => {
  for (const url of ['/', '/api/health', '/sign-in?token=x', '/api/status']) {
    const response = await ask(url, { host: 'evil.example:3000', cookie: session });
    expect(response.status).toBe(421);
    expect(await response.text()).toBe('This server answers to http://127.0.0.1:3000 only.\n');
  }
});

test('a link goes to the route that uses it up, on GET only, behind TLS by way of the browser', async () => {
  const rewritten = (response: Response) => pathOf(response.headers.get('x-middleware-rewrite'));
  expect(rewritten(await ask('/sign-in?token=T'))).toBe('/api/sign-in?token=T');
  expect(rewritten(await ask('/sign-in?token=T', {}, 'HEAD'))).toBeUndefined();
  const secure = await proxy(new NextRequest('https://127.0.0.1:3000/sign-in?token=T', { headers: { host: '127.0.0.1:3000' } }));
  expect([secure.status, rewritten(secure)]).toEqual([303, undefined]);
  expect(new URL(secure.headers.get('location') ?? '', origin).pathname).toBe('/api/sign-in');
});

test('a screen that found its session ended comes back; a link cannot misuse that', async () => {
  const ended = { cookie: 'rmm-sightings-3000=ended' };
  const response = await ask(`/sign-in?next=${encodeURIComponent('/hunts?q=1')}`, ended);
  expect(went(response)).toEqual([303, '/sign-in?reason=expired']);
  expect(decodeURIComponent(cookiesOf(response))).toContain('rmm-sightings-return-3000=/hunts?q=1;');
  const elsewhere = await ask(`/sign-in?next=${encodeURIComponent('//evil.example')}`);
  expect(cookiesOf(elsewhere)).toMatch(/rmm-sightings-return-3000=;.*Max-Age=0/);
  const signedIn = await ask(`/sign-in?next=${encodeURIComponent('//evil.example')}`, { cookie: session });
  expect(went(signedIn)).toEqual([303, '/']);
  expect(cookiesOf(signedIn), 'nobody is signed out by a link').toBe('');
  for (const method of ['GET', 'POST']) {
    const bare = await ask('/sign-in?next=%2Fhunts', {}, method); // a form of another site comes without the cookie
    expect(cookiesOf(bare), `nor by a ${method} that another site sends`).not.toMatch(/^rmm-sightings-3000=/m);
  }
});

test('only built files, imports, and what a shift asks at once go round the proxy', () => {
  const matcher = new RegExp(`^${config.matcher[0]}$`);
  const around = ['/_next/static/x.js', '/api/imports', '/api/imports/1', '/api/sightings', '/api/timeline'];
  expect(around.some((url) => matcher.test(url))).toBe(false);
  for (const url of [
    '/api/sightings/export',
    '/api/sightings/',
    '/api/timelines',
    '/',
    '/api/importsx',
    '/api/imports%2fx',
    '/_next/image',
    '/_next/staticx',
    '/devices/x.svg',
  ]) {
    expect(matcher.test(url), url).toBe(true);
  }
});

test('a route that reads a body goes round the proxy, and may get a long one', () => {
  const files = readdirSync('app/api', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('route.ts'));
  const matcher = new RegExp(`^${config.matcher[0]}$`);
  const readers = files.filter((file) =>
    /readJson\(|request\.(?:body|json|text|formData)\b/.test(readFileSync(`app/api/${file}`, 'utf8')),
  );
  expect(readers).toContain('imports/route.ts');
  for (const file of readers) {
    const url = `/api/${path.posix.dirname(file.replaceAll('\\', '/'))}`;
    expect([matcher.test(url), takesBodies(url)], `${url}: the matcher of proxy.ts, takesBodies of http-guard`).toEqual([
      false,
      true,
    ]);
  }
});

test('every answer carries the headers of next.config.js', async () => {
  const [all] = (await nextConfig.headers?.()) ?? [];
  expect(all?.source).toBe('/:path*');
  const headers = Object.fromEntries((all?.headers ?? []).map(({ key, value }) => [key.toLowerCase(), value]));
  expect(headers).toMatchObject({
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'content-security-policy': expect.stringContaining("default-src 'none'"),
  });
});

test('without its database the server signs nobody out, says so, and is alive', async () => {
  await drop();
  const page = await ask('/devices/x', { cookie: session });
  expect([page.status, await page.text(), cookiesOf(page)]).toEqual([503, expect.stringMatching(/^The database .*\n$/), '']);
  const api = await ask('/api/status', { cookie: session });
  expect([api.status, api.headers.get('content-type')]).toEqual([503, 'application/problem+json']);
  expect((await ask('/', { cookie: session, 'sec-fetch-dest': 'empty' })).status).toBe(503);
  expect((await ask('/api/health', { cookie: session })).headers.get('x-middleware-next')).toBe('1');
  expect((await ask('/api/status')).status, 'who has no cookie needs no database to be refused').toBe(401);
});
