import { expect, test } from './fixtures';

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
  await page.getByRole('button', { name: 'Matched by a hunt' }).click();
  await page.getByRole('grid', { name: 'Events' }).getByRole('row').nth(1).click();
  await expect(page.getByRole('complementary', { name: 'Event' }).getByText('ReportId').first()).toBeVisible();
  await page.mouse.move(0, 0);
  await page.waitForTimeout(1500);
  await page.screenshot({ path: 'docs/device-dark.png' });
});
