import { expect, test } from './fixtures';
import { BASE_URL, signInLink } from './server';

test('a device is shared frozen; somebody who must sign in first lands on it; revoked, it says so; the sign-out ends the session', async ({
  page,
  browser,
}) => {
  const { rows } = await (await page.request.get('/api/sightings?q=ws-fin-014&tool=anydesk&last=30d')).json();
  await page.goto(`/devices/${rows[0].deviceId}?last=30d`);
  await page.getByRole('button', { name: 'Share' }).click();
  await page.getByRole('button', { name: 'Make the link' }).click();
  const url = await page.getByRole('textbox', { name: 'The link' }).inputValue();
  const id = new URL(url).pathname.split('/').at(-1);

  const other = await browser.newContext({ storageState: { cookies: [], origins: [] } });
  const reader = await other.newPage();
  await reader.goto(`${url}?clock=local`);
  await expect(reader, 'it shows nothing without a session').toHaveURL(/sign-in/);
  await reader.goto(signInLink());
  await expect(reader, 'the sign-in leads back to it, query and all').toHaveURL(`${url}?clock=local`);
  await expect(reader.getByRole('region', { name: 'Frozen' })).toContainText('this is what was there then');
  await expect(reader.getByRole('table', { name: 'Events, as they were' }).getByRole('row').nth(1)).toBeVisible();
  await expect(reader.getByRole('complementary', { name: 'Changed since it was frozen' })).toContainText(
    'Compared with the answer of',
  );

  await page.goto('/links');
  const row = page.getByRole('row').filter({ has: page.locator(`a[href="/l/${id}"]`) });
  await row.getByRole('button', { name: 'Revoke' }).click();
  await expect(row).toContainText('Revoked by');
  await reader.reload();
  await expect(reader.getByRole('heading', { name: 'This link is closed' })).toBeVisible();
  await expect(reader.getByText(/It was revoked by/)).toBeVisible();

  const cookies = await other.cookies();
  await reader.getByRole('button', { name: 'Sign out' }).click();
  await expect(reader).toHaveURL(/\/sign-in/);
  await other.addCookies(cookies);
  expect((await other.request.get(`${BASE_URL}/api/status`)).status(), 'it is ended on the server').toBe(401);
  await other.close();
});
