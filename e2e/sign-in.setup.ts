import { expect, test } from '@playwright/test';
import { STORAGE_STATE, signInLink } from './server';

test('the link signs in, once', async ({ page }) => {
  const link = signInLink();
  await page.goto(link);
  await expect(page.getByRole('grid', { name: 'Sightings' })).toBeVisible();
  expect(page.url()).not.toContain('token');
  await page.context().storageState({ path: STORAGE_STATE });
  await page.context().clearCookies();
  await page.goto(link);
  await expect(page.getByRole('heading', { level: 1 })).toContainText(/sign/i);
  await expect(page.getByRole('grid')).toHaveCount(0);
});
