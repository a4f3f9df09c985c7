/** Sessions on Azure: how they begin and end with Entra, and that they outlive an instance of the app. */
import type { Page } from '@playwright/test';
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

/** Asks what nobody has asked before, is challenged, signs in again, and sees the answer to the same question. */
async function meetChallenge(page: Page, last: string, proof: boolean): Promise<void> {
  await page.goto(`/?last=${last}&tool=anydesk`);
  await expect(page).toHaveURL(/reason=step-up/);
  await fakes().tokenLifetime(3600);
  await page.getByRole('link', { name: 'Sign in with Microsoft' }).click();
  if (proof) await page.getByRole('button', { name: 'Approve' }).click();
  await expect(page).toHaveURL(`${PUBLIC_URL}/?last=${last}&tool=anydesk`);
  await expect(grid(page).getByRole('row').nth(1)).toContainText('AnyDesk', answered);
  await page.goto('about:blank'); // the page asks nothing more
}

test('a claims challenge by the service, and one by continuous access evaluation, lead to a new sign-in and back to the same view', async ({
  browser,
}) => {
  const page = await freshPage(browser);
  await signIn(page, /Alice/, '/status');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await fakes().stepUp('alice');
  await meetChallenge(page, '4d', true);
  await fakes().stepUp('alice', false);
  await fakes().endTokens('alice');
  await meetChallenge(page, '3d', false);
  await page.context().close();
});

test('so does a claims challenge by Entra at a renewal', async ({ browser }) => {
  await fakes().tokenLifetime(10); // a token of 10 seconds is renewed at its next use
  const page = await freshPage(browser);
  await signIn(page, /Alice/, '/status');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await fakes().stepUpAtRenewal('alice');
  await meetChallenge(page, '2d', true);
  await page.context().close();
});

test('when Entra refuses to renew the tokens, the session ends', async ({ browser }) => {
  await fakes().tokenLifetime(10); // a token of 10 seconds is renewed at its next use
  const page = await freshPage(browser);
  await signIn(page, /Vera/, '/status');
  await expect(page.getByText('DeviceProcessEvents')).toBeVisible(answered);
  await page.goto('about:blank'); // the page would go to the sign-in by itself
  await fakes().revoke('vera');
  await page.goto('/?last=7d');
  await expect(page).toHaveURL(/\/sign-in/);
  await expect(page.getByRole('link', { name: 'Sign in with Microsoft' })).toBeVisible();
  expect((await page.request.get('/api/hunts')).status()).toBe(401);
});

test('the status names the tables and the workspace that refuses; a session outlives the instance that began it, and ends with the sign-out, here and at Entra', async ({
  page,
  request,
  quiet,
}) => {
  await signIn(page, /Bob/, '/status');
  await expect(page.getByText('DeviceProcessEvents')).toBeVisible(answered);
  await expect(page.getByText(/Workspace “forbidden” refused/)).toBeVisible();
  await expect(page.getByText('Drop files anywhere'), 'it offers no import').toHaveCount(0);

  await test.step('the instance is killed', async () => {
    // A request that is on its way to an instance dies with it, which is not what this story is about: a blank page has none.
    await page.goto('about:blank');
    await killInstance();
    await page.goto('/status');
    await expect(page).toHaveURL(`${PUBLIC_URL}/status`);
    await expect(page.getByText('DeviceProcessEvents')).toBeVisible(answered);
  });

  await test.step('signing out', async () => {
    quiet.push('401'); // requests that the page had sent before the sign-out
    const cookies = await page.context().cookies(PUBLIC_URL);
    await page.getByRole('button', { name: /Bob/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.waitForURL(/sign-in|logout/);
    const header = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
    expect((await request.get(`${PUBLIC_URL}/api/hunts`, { headers: { cookie: header } })).status()).toBe(401);
  });
});
