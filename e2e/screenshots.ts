import { PUBLIC_URL } from './azure/server';
import { expect, testAlone as test } from './fixtures';

test('the sightings page, light', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto('/');
  await expect(page.getByRole('grid', { name: 'Sightings' }).getByRole('row').nth(1)).toBeVisible();
  await page.waitForTimeout(1500); // the chart has drawn itself by then
  await page.screenshot({ path: 'docs/sightings-light.png' });
});

test('a device, dark', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  const answer = await page.request.get('/api/sightings?q=ws-fin-014&tool=anydesk&last=30d');
  await page.goto(`/devices/${(await answer.json()).rows[0].deviceId}?last=7d`);
  await page.getByText('Matched by a hunt', { exact: true }).click();
  await page.getByRole('grid', { name: 'Events' }).getByRole('row').nth(1).click();
  await expect(page.getByRole('complementary', { name: 'Event' }).getByText('ReportId').first()).toBeVisible();
  await page.mouse.move(0, 0);
  await page.waitForTimeout(1500);
  await page.screenshot({ path: 'docs/device-dark.png' });
});

test.describe('on Azure', () => {
  test.use({ storageState: { cookies: [], origins: [] }, baseURL: PUBLIC_URL, ignoreHTTPSErrors: true });

  test('the status, light', async ({ page }) => {
    await page.emulateMedia({ colorScheme: 'light' });
    await page.goto('/status');
    await page.getByRole('link', { name: 'Sign in with Microsoft' }).click();
    await page.getByRole('button', { name: /Alice/ }).click();
    await expect(page.getByRole('row', { name: /DeviceProcessEvents/ }).first()).toBeVisible({ timeout: 60_000 });
    await page.mouse.move(0, 0);
    await page.waitForTimeout(1500);
    await page.screenshot({ path: 'docs/azure-status-light.png', clip: { x: 0, y: 0, width: 1440, height: 470 } });
  });
});
