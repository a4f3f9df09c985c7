/** A shift on Azure: people sign in with Entra and query with their own rights, some of it is refused, and an instance of the app dies. */
import type { Browser, Page } from '@playwright/test';
import { expect, testAlone as test } from '../fixtures';
import { fakes, killInstance, PUBLIC_URL } from './server';

test.use({ storageState: { cookies: [], origins: [] }, baseURL: PUBLIC_URL, ignoreHTTPSErrors: true });
/** Long enough for several queries that go to the stand-ins and back. */
const answered = { timeout: 60_000 };

/** A story that failed half-way leaves nothing behind for its second try, or for the next story. */
test.afterEach(async () => {
  await fakes().tokenLifetime(3600);
  await fakes().stepUp('alice', false);
  await fakes().stepUpAtRenewal('alice', false);
});

const grid = (page: Page) => page.getByRole('grid', { name: 'Sightings' });

/** Opens the wanted page, and signs in on the sign-in page and at Entra, which leads back to the wanted page. */
async function signIn(page: Page, person: RegExp, wanted = '/?last=30d') {
  await page.goto(wanted);
  await page.getByRole('link', { name: 'Sign in with Microsoft' }).click();
  await page.getByRole('button', { name: person }).click();
}

async function freshPage(browser: Browser): Promise<Page> {
  return (await browser.newContext({ baseURL: PUBLIC_URL, ignoreHTTPSErrors: true })).newPage();
}

test('a sign-in with Entra leads back to the page; two workspaces answer as one, a workspace that refuses is named, and no token reaches the browser', async ({
  page,
}) => {
  const bodies: Promise<string>[] = [];
  page.on('response', (response) => {
    if (response.url().startsWith(PUBLIC_URL)) bodies.push(response.text().catch(() => ''));
  });
  await signIn(page, /Alice/);
  await expect(page).toHaveURL(`${PUBLIC_URL}/?last=30d`);
  await expect(grid(page).getByRole('row').nth(1)).toBeVisible(answered);
  await expect(page.getByText(/Workspace “forbidden” refused/)).toBeVisible();
  const { total, figures } = await (await page.request.get('/api/sightings?last=30d&limit=1')).json();
  expect([total, figures.devices, figures.tools], 'as the telemetry on disk gives').toEqual([291, 208, 19]);
  for (const cookie of await page.context().cookies(PUBLIC_URL)) expect(cookie.httpOnly, cookie.name).toBe(true);
  const stored = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
  for (const text of [stored, ...(await Promise.all(bodies))]) expect(text).not.toMatch(/eyJ[\w-]{20,}\./);
});

test('a question can be opened in Defender and in Log Analytics, in the tenant of the sign-in; sightings and events name their workspace', async ({
  page,
}) => {
  await signIn(page, /Bob/, '/?last=5d&tool=anydesk');
  await expect(grid(page).getByRole('columnheader', { name: 'Workspace' })).toBeVisible(answered);
  await page.getByRole('button', { name: 'Open in…' }).click();
  const links = page.getByRole('menuitem', { name: 'DeviceProcessEvents' });
  await expect(links).toHaveCount(3);
  const [hunting, logs] = await Promise.all([0, 1].map(async (i) => (await links.nth(i).getAttribute('href')) ?? ''));
  const tenant = new URL(hunting ?? '').searchParams.get('tid') ?? 'none';
  expect(hunting).toMatch(/^https:\/\/security\.microsoft\.com\/v2\/advanced-hunting\?query=H4sI/);
  expect(tenant).toMatch(/^[0-9a-f-]{36}$/);
  expect(logs).toContain(`https://portal.azure.com/#@${tenant}/blade/`);
  for (const i of [0, 1]) {
    await expect(links.nth(i)).toHaveAttribute('target', '_blank');
    await expect(links.nth(i)).toHaveAttribute('rel', 'noopener noreferrer');
  }
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'Workspace' }).click();
  await page.getByRole('menuitemcheckbox', { name: /east/ }).click();
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/workspace=east/);
  await expect(grid(page).getByRole('gridcell', { name: 'west', exact: true })).toHaveCount(0);
  await expect(grid(page).getByRole('gridcell', { name: 'east', exact: true }).first()).toBeVisible();
  await grid(page).getByRole('row').nth(1).getByRole('link').first().click();
  await page.waitForURL(/\/devices\//);
  await expect(
    page
      .getByRole('grid')
      .getByText(/^(east|west)$/)
      .first(),
  ).toBeVisible();
});

test('a person without a role sees a page that says so, and gets no data', async ({ browser, quiet }) => {
  quiet.push('403', '401');
  const page = await freshPage(browser);
  await signIn(page, /Nora/);
  await expect(page.getByText(/role/i).first()).toBeVisible();
  expect((await page.request.get('/api/sightings')).status()).toBe(401);
});

/** Who sends the challenge, how it is set off, and how many seconds the tokens live that were issued before. A token of 10 seconds is renewed at its next use. */
for (const [where, challenge, seconds] of [
  ['the service', () => fakes().stepUp('alice'), 3600],
  ['Entra at a renewal', () => fakes().stepUpAtRenewal('alice'), 10],
  ['continuous access evaluation', () => fakes().endTokens('alice'), 3600],
] as const)
  test(`a claims challenge by ${where} leads to a new sign-in, and back to the same view with its answer`, async ({
    browser,
  }) => {
    await fakes().tokenLifetime(seconds);
    const page = await freshPage(browser);
    await signIn(page, /Alice/, '/status');
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await fakes().tokenLifetime(3600);
    await challenge();
    await page.goto('/?last=4d&tool=anydesk');
    await expect(page).toHaveURL(/reason=step-up/);
    await page.getByRole('link', { name: 'Sign in with Microsoft' }).click();
    if (where !== 'continuous access evaluation') await page.getByRole('button', { name: 'Approve' }).click();
    await expect(page).toHaveURL(`${PUBLIC_URL}/?last=4d&tool=anydesk`);
    await expect(grid(page).getByRole('row').nth(1)).toContainText('AnyDesk', answered);
    await page.context().close();
  });

test('when Entra refuses to renew the tokens, the session ends', async ({ browser }) => {
  await fakes().tokenLifetime(10); // a token of 10 seconds is renewed at its next use
  const page = await freshPage(browser);
  await signIn(page, /Vera/, '/status');
  await expect(page.getByText('DeviceProcessEvents')).toBeVisible(answered);
  await fakes().revoke('vera');
  await page.goto('/?last=7d');
  await expect(page).toHaveURL(/\/sign-in/);
  await expect(page.getByRole('link', { name: 'Sign in with Microsoft' })).toBeVisible();
  expect((await page.request.get('/api/hunts')).status()).toBe(401);
});

test('the status page names the tables and the workspace that refuses, and offers no import', async ({ page }) => {
  await signIn(page, /Vera/, '/status');
  await expect(page.getByText('DeviceProcessEvents')).toBeVisible();
  await expect(page.getByText(/Workspace “forbidden” refused/)).toBeVisible();
  await expect(page.getByText('Drop files anywhere')).toHaveCount(0);
});

test('when an instance is killed, people stay signed in, since the other instance serves their sessions', async ({ page }) => {
  await signIn(page, /Bob/, '/status');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  // A request that is on its way to an instance dies with it, which is not what this story is about: a blank page has none.
  await page.goto('about:blank');
  await killInstance();
  await page.goto('/status');
  await expect(page).toHaveURL(`${PUBLIC_URL}/status`);
  await expect(page.getByText('DeviceProcessEvents')).toBeVisible(answered);
});

test('signing out ends the session here and at Entra', async ({ page, request, quiet }) => {
  quiet.push('401'); // requests that the page had sent before the sign-out
  await signIn(page, /Alice/, '/status');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  const cookies = await page.context().cookies(PUBLIC_URL);
  await page.getByRole('button', { name: /Alice/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.waitForURL(/sign-in|logout/);
  const header = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  expect((await request.get(`${PUBLIC_URL}/api/hunts`, { headers: { cookie: header } })).status()).toBe(401);
});
