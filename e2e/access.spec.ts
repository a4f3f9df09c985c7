import { type IncomingMessage, request as send } from 'node:http';
import { request } from '@playwright/test';
import { expect, test } from './fixtures';
import { BASE_URL, signInLink } from './server';

/** A browser without a cookie. */
const nobody = { cookies: [], origins: [] };

const shut = [
  '/api/status',
  '/api/audit',
  '/api/audit?format=ndjson',
  '/api/views',
  '/api/sightings',
  '/api/sightings/export?format=csv',
  '/api/timeline',
  '/api/portal-links',
  '/api/devices/x',
  '/api/devices/x/events',
  '/api/devices/x/portal-links',
  '/api/devices/x/events/process-1-2',
  '/api/hunts',
  '/api/hunts/x',
  '/api/tools',
  '/api/tools/x',
  '/api/links',
  '/api/links/AAAAAAAAAAAAAAAAAAAAAA/changes',
  '/api/imports',
  '/api/imports/x',
  '/api/history?tool=anydesk&deviceId=x',
];

test('nothing but health answers without a session', async () => {
  const stranger = await request.newContext({ baseURL: BASE_URL, storageState: nobody });
  const health = await stranger.get('/api/health');
  expect([health.status(), await health.json()]).toEqual([200, { status: 'ok' }]);
  for (const path of shut) {
    const answer = await stranger.get(path);
    expect(answer.status(), path).toBe(401);
    expect(answer.headers()['content-type'], path).toContain('application/problem+json');
    expect(await answer.json(), path).toMatchObject({ status: 401, title: 'Sign in first' });
  }
  expect((await stranger.post('/api/imports?name=x.csv', { data: 'x' })).status()).toBe(401);
  for (const path of [
    '/',
    '/status',
    '/audit',
    '/hunts',
    '/tools/anydesk',
    '/devices/x',
    '/links',
    '/l/AAAAAAAAAAAAAAAAAAAAAA',
    '/nowhere',
  ]) {
    const answer = await stranger.get(path, { maxRedirects: 0, headers: { accept: 'text/html' } });
    expect([answer.status(), answer.headers().location], path).toEqual([303, expect.stringContaining('/sign-in')]);
  }
  await stranger.dispose();
});

test('a foreign host name is refused: no page of another site may read this one', async () => {
  const stranger = await request.newContext({
    baseURL: BASE_URL,
    storageState: nobody,
    extraHTTPHeaders: { host: 'evil.example' },
  });
  expect((await stranger.get('/api/health')).status()).toBe(421);
  await stranger.dispose();
});

test('what Next would answer by a bare 500 is answered in words, with the headers of every answer', async () => {
  const ask = (method: string, path: string) =>
    new Promise<IncomingMessage>((resolve) => send(new URL(BASE_URL), { method, path }, resolve).end());
  for (const [method, path, status] of [
    ['TRACE', '/', 405],
    ['GET', '/hunts/%', 400],
    ['GET', '/devices/%ff', 400],
    ['GET', '/api/%', 400],
  ] as const) {
    const { statusCode, headers } = await ask(method, path);
    expect([statusCode, headers['x-frame-options'], headers['cache-control']], path).toEqual([status, 'DENY', 'no-store']);
  }
});

test('a long body for a page is refused, not held in memory', async () => {
  const stranger = await request.newContext({ baseURL: BASE_URL, storageState: nobody });
  expect((await stranger.post('/sign-in', { data: 'x'.repeat(100_000) })).status()).toBe(413);
  await stranger.dispose();
});

test('after sign-in one lands on the link one came for', async ({ browser }) => {
  const context = await browser.newContext({ storageState: nobody });
  const page = await context.newPage();
  await page.goto(`${BASE_URL}/?last=30d&tool=realvnc`);
  await expect(page).toHaveURL(/\/sign-in/);
  await page.goto(signInLink());
  await expect(page).toHaveURL(`${BASE_URL}/?last=30d&tool=realvnc`);
  await expect(page.getByRole('grid', { name: 'Sightings' })).toBeVisible();
  await context.close();
});

test('signing out ends the session on the server', async ({ browser }) => {
  const context = await browser.newContext({ storageState: nobody });
  const page = await context.newPage();
  await page.goto(signInLink());
  await expect(page.getByRole('grid', { name: 'Sightings' })).toBeVisible();
  const cookies = await context.cookies();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  await context.addCookies(cookies);
  expect((await context.request.get(`${BASE_URL}/api/status`)).status()).toBe(401);
  await context.close();
});

test('a post from another site changes nothing', async ({ page }) => {
  for (const path of ['/api/sign-out', '/api/imports?name=x.csv']) {
    const answer = await page.request.post(path, {
      headers: { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
      data: 'x',
    });
    expect(answer.status(), path).toBe(403);
  }
  expect((await page.request.get('/api/status')).status()).toBe(200);
});

test('a Lead finds in the audit who set a verdict, and what it was before', async ({ page }) => {
  const { rows } = await (await page.request.get('/api/sightings?tool=anydesk&limit=1')).json();
  const [{ deviceId }] = rows;
  const note = `seen by the audit ${Date.now()}`;
  const data = { items: [{ tool: 'AnyDesk', deviceId }], verdict: 'new', note };
  const answer = await page.request.post('/api/verdicts', { data, headers: { origin: BASE_URL } });
  expect(answer.status()).toBe(200);
  await page.goto('/');
  await page.getByRole('link', { name: 'Audit' }).click();
  await page.getByRole('searchbox', { name: 'Search the audit' }).fill(note);
  const entries = page.getByRole('table').getByRole('row');
  await expect(entries).toHaveCount(2);
  await expect(entries.nth(1)).toContainText(`Set a verdict`);
  // The device by its name, with the id in the tip.
  await expect(entries.nth(1)).toContainText(/AnyDesk on .*: Unreviewed/);
  await expect(entries.nth(1).locator(`[data-tip="${deviceId}"]`).first()).toBeVisible();
  await expect(page).toHaveURL(/\/audit\?show=changes&q=seen/);
  const exported = await page.request.get(`/api/audit?format=ndjson&q=${encodeURIComponent(note)}`);
  const lines = (await exported.text()).trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line).action)).toEqual(['audit.export', 'verdict.set']);
});

test('a session with too many questions open is told to wait, in words, and the page asks again by itself', async ({
  browser,
  quiet,
}) => {
  quiet.push('429');
  const context = await browser.newContext({ baseURL: BASE_URL, storageState: nobody });
  const page = await context.newPage();
  await page.goto(signInLink());
  const ask = (hours: number) => page.request.get(`/api/sightings?last=${hours}h`);
  const different = await Promise.all(Array.from({ length: 30 }, (_, i) => ask(i + 1)));
  const refused = different.find((answer) => answer.status() === 429);
  const answers = await Promise.all(different.filter((answer) => answer.ok()).map((answer) => answer.json()));
  expect(answers.length, 'of 16 that may be open, some are the page’s own').toBeGreaterThanOrEqual(12);
  expect(answers.flatMap(({ notices }) => notices).filter(({ kind }) => kind === 'partial')).toEqual([]);
  expect(await refused?.json()).toMatchObject({ title: 'Too many at once', detail: expect.stringMatching(/then ask again\.$/) });
  expect(refused?.headers()).toMatchObject({
    'retry-after': expect.stringMatching(/^\d\d?$/),
    'content-type': 'application/problem+json',
  });
  const equal = await Promise.all(Array.from({ length: 30 }, () => ask(77)));
  expect(new Set(equal.map((answer) => answer.status())), 'equal questions share one answer').toEqual(new Set([200]));
  await page.route('**/api/sightings?*', (route) => route.fulfill({ response: refused, headers: { 'retry-after': '3' } }), {
    times: 1,
  });
  await page.goto('/?last=30d');
  const told = page.getByRole('alert').filter({ hasText: /being answered already.*asks again by itself after 3 seconds/s });
  await expect(told).toBeVisible();
  await expect(page.getByRole('grid', { name: 'Sightings' }).getByRole('row').nth(1)).toBeVisible();
  await context.close();
});

test('pages carry a strict policy, a new nonce each time', async ({ page }) => {
  const policies = [];
  for (let i = 0; i < 2; i++) policies.push((await page.request.get('/')).headers()['content-security-policy'] ?? '');
  expect(policies[0]).not.toBe(policies[1]);
  for (const policy of policies) {
    expect(policy).toMatch(/script-src 'self' 'nonce-[\w-]{20,}' 'strict-dynamic'(;|$)/);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe-eval');
  }
});

test('the cookie is HttpOnly and SameSite, and its value is sealed', async ({ page }) => {
  await page.goto('/');
  const session = (await page.context().cookies()).filter((c) => c.httpOnly);
  expect(session.length).toBeGreaterThan(0);
  for (const cookie of session) expect(cookie.sameSite).toBe('Lax');
  expect(await page.evaluate(() => document.cookie)).not.toContain(session[0]?.name);
});
