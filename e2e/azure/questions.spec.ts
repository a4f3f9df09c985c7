/** Questions on Azure: people sign in with Entra and query with their own rights, and some of it is refused. */
import { clickStart } from '../fixtures';
import { answered, expect, grid, signIn, test } from './fixtures';
import { PUBLIC_URL } from './server';

test('two workspaces answer as one, and the one that refuses is named; the question opens in Microsoft’s portals; rows name their workspace; no token reaches the browser', async ({
  page,
}) => {
  const bodies: Promise<string>[] = [];
  page.on('response', (response) => {
    if (response.url().startsWith(PUBLIC_URL)) bodies.push(response.text().catch(() => ''));
  });
  await signIn(page, /Alice/);
  await expect(page, 'the sign-in leads back to the page').toHaveURL(`${PUBLIC_URL}/?last=30d`);
  await expect(grid(page).getByRole('row').nth(1)).toBeVisible(answered);
  await expect(page.getByText(/Workspace “forbidden” refused/)).toBeVisible();
  const { total, figures } = await (await page.request.get('/api/sightings?last=30d&limit=1')).json();
  expect([total, figures.devices, figures.tools], 'as the telemetry on disk gives').toEqual([141, 125, 4]);

  await test.step('the question in Defender and in Log Analytics, in the tenant of the sign-in', async () => {
    await page.getByRole('button', { name: 'Tool', exact: true }).first().click();
    await page.getByRole('menuitemcheckbox', { name: /^AnyDesk/ }).click();
    await page.keyboard.press('Escape');
    await expect(page).toHaveURL(/tool=anydesk/);
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
  });

  await test.step('sightings and events name their workspace', async () => {
    await expect(grid(page).getByRole('columnheader', { name: 'Workspace' })).toBeVisible();
    await page.getByRole('button', { name: 'Workspace' }).click();
    await page.getByRole('menuitemcheckbox', { name: /east/ }).click();
    await page.keyboard.press('Escape');
    await expect(page).toHaveURL(/workspace=east/);
    await expect(grid(page).getByRole('gridcell', { name: 'west', exact: true })).toHaveCount(0);
    await expect(grid(page).getByRole('gridcell', { name: 'east', exact: true }).first()).toBeVisible();
    await clickStart(grid(page).getByRole('row').nth(1).getByRole('link').first());
    await page.waitForURL(/\/devices\//);
    const named = page.getByRole('grid').getByText(/^(east|west)$/);
    await expect(named.first()).toBeVisible(answered);
  });

  for (const cookie of await page.context().cookies(PUBLIC_URL)) expect(cookie.httpOnly, cookie.name).toBe(true);
  const stored = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));
  for (const text of [stored, ...(await Promise.all(bodies))]) expect(text).not.toMatch(/eyJ[\w-]{20,}\./);
});
