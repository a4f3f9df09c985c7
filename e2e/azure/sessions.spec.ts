/** Sessions on Azure: how they begin and end with Entra, and that they outlive an instance of the app. */
import { answered, expect, freshPage, grid, signIn, test } from './fixtures';
import { fakes, killInstance, PUBLIC_URL } from './server';

/** A story that failed half-way leaves nothing behind for its second try, or for the next story. */
test.afterEach(async () => {
  await fakes().tokenLifetime(3600);
  await fakes().stepUp('alice', false);
  await fakes().stepUpAtRenewal('alice', false);
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
