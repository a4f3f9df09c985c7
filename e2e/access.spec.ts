import { type IncomingMessage, request as send } from 'node:http';
import { test as api, request } from '@playwright/test';
import { expect, signInAs, test } from './fixtures';
import { BASE_URL, COLLEAGUE_STATE, STORAGE_STATE } from './server';

/** A browser without a cookie. */
const nobody = { cookies: [], origins: [] };

// `api`: what needs no page.
api.use({ storageState: STORAGE_STATE });

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

api('nothing but health answers without a session', async () => {
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

api('a foreign host name is refused: no page of another site may read this one', async () => {
  const stranger = await request.newContext({
    baseURL: BASE_URL,
    storageState: nobody,
    extraHTTPHeaders: { host: 'evil.example' },
  });
  expect((await stranger.get('/api/health')).status()).toBe(421);
  await stranger.dispose();
});

api('what Next would answer by a bare 500 is answered in words, with the headers of every answer', async () => {
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

api('a long body for a page is refused, not held in memory', async () => {
  const stranger = await request.newContext({ baseURL: BASE_URL, storageState: nobody });
  expect((await stranger.post('/sign-in', { data: 'x'.repeat(100_000) })).status()).toBe(413);
  await stranger.dispose();
});

api('a post from another site changes nothing', async ({ request }) => {
  for (const path of ['/api/sign-out', '/api/imports?name=x.csv']) {
    const answer = await request.post(path, {
      headers: { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
      data: 'x',
    });
    expect(answer.status(), path).toBe(403);
  }
  expect((await request.get('/api/status')).status()).toBe(200);
});

test('a Lead finds in the audit who set a verdict, and what it was before', async ({ page }) => {
  const { rows } = await (await page.request.get('/api/sightings?tool=anydesk&limit=1')).json();
  const [{ deviceId }] = rows;
  const note = `seen by the audit ${Date.now()}`;
  const data = { items: [{ tool: 'AnyDesk', deviceId }], verdict: 'new', note };
  const answer = await page.request.post('/api/verdicts', { data, headers: { origin: BASE_URL } });
  expect(answer.status()).toBe(200);
  await page.goto('/shifts');
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
  page,
  quiet,
}) => {
  quiet.push('429');
  await signInAs(page.context(), COLLEAGUE_STATE); // the other stories' own questions are not refused meanwhile
  // One hunt is answered much sooner than the whole catalogue.
  const ask = (hours: number) => page.request.get(`/api/sightings?hunt=865f9d1e-a01a-46b9-a909-2f93fbab5331&last=${hours}h`);
  const different = await Promise.all(Array.from({ length: 60 }, (_, i) => ask(i + 1)));
  const refused = different.find((answer) => answer.status() === 429);
  const answers = await Promise.all(different.filter((answer) => answer.ok()).map((answer) => answer.json()));
  expect(answers.length, 'of 16 that may be open, some are the colleague’s').toBeGreaterThanOrEqual(12);
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
});

api('pages carry a strict policy, a new nonce each time', async ({ request }) => {
  const policies = [];
  for (let i = 0; i < 2; i++) policies.push((await request.get('/')).headers()['content-security-policy'] ?? '');
  expect(policies[0]).not.toBe(policies[1]);
  for (const policy of policies) {
    expect(policy).toMatch(/script-src 'self' 'nonce-[\w-]{20,}' 'strict-dynamic'(;|$)/);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe-eval');
  }
});

api('a narrow question on the API says what it left out, and gives ReportIds as text', async ({ request }) => {
  const body = await (await request.get('/api/sightings?limit=0&last=5d&cursor=garbage')).json();
  expect(body.notices.map((n: { kind: string }) => n.kind)).toContain('parameter');
  expect(body.rows.length).toBeGreaterThan(0);
  expect(body.rows[0].signals[0].reportIds.every((id: unknown) => typeof id === 'string')).toBe(true);
});
