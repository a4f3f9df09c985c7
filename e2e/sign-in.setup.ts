import { expect, request, test } from '@playwright/test';
import { BASE_URL, COLLEAGUE_STATE, STORAGE_STATE, signInLink } from './server';

test('the link that the start prints signs in, once; so does that of `npm run sign-in`', async ({ page }) => {
  const link = process.env.FIRST_LINK ?? signInLink();
  await page.goto(link);
  await expect(page.getByRole('grid', { name: 'Sightings' })).toBeVisible();
  expect(page.url()).not.toContain('token');
  const cookies = (await page.context().cookies()).filter((cookie) => cookie.httpOnly);
  expect(cookies.map(({ sameSite }) => sameSite)).toEqual(['Lax']);
  expect(await page.evaluate(() => document.cookie)).not.toContain(cookies[0]?.name);
  await page.context().storageState({ path: STORAGE_STATE });
  await page.context().clearCookies();
  await page.goto(link);
  await expect(page.getByRole('heading', { level: 1 })).toContainText(/sign/i);
  await expect(page.getByRole('grid')).toHaveCount(0);

  const colleague = await request.newContext({ baseURL: BASE_URL });
  await colleague.get(signInLink());
  expect((await colleague.get('/api/status')).status()).toBe(200);
  await colleague.storageState({ path: COLLEAGUE_STATE });
  await colleague.dispose();
});
