import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { BASE_URL } from './server';

/** As a printer sees the page of somebody who works in the dark. */
async function onPaper(page: Page, width: number): Promise<void> {
  await page.setViewportSize({ width, height: 1000 });
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await page.evaluate(() => dispatchEvent(new Event('beforeprint'))); // as browsers do; the emulation does not
}
/** What A4 has between its margins, in CSS pixels. */
const A4 = 718;
const inTheDark = (page: Page) => page.emulateMedia({ media: 'screen', colorScheme: 'dark' });

/** Paper is white, and has neither navigation nor anything to press. */
async function expectPaper(page: Page): Promise<void> {
  await expect(page.getByRole('banner')).toBeHidden();
  const pressed = await page
    .locator('button, [role="button"], input[type="search"]')
    .evaluateAll((all) => all.filter((one) => one.checkVisibility()).map((one) => one.textContent ?? ''));
  expect(pressed.filter((words) => words.trim() === '' || /print|copy|accept|watch|share|edit/i.test(words))).toEqual([]);
  const [ground, ink] = await page.locator('main').evaluate((main) => {
    const luminance = (colour: string) => (colour.match(/\d+/g) ?? []).slice(0, 3).reduce((sum, n) => sum + Number(n), 0);
    return [luminance(getComputedStyle(document.body).backgroundColor), luminance(getComputedStyle(main).color)];
  });
  expect([ground > 690, ink < 200]).toEqual([true, true]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
}

test('a device is printed with every event up to the bound and says which, command lines whole', async ({ page }) => {
  await inTheDark(page);
  const { rows } = await (await page.request.get('/api/sightings?q=ws-fin-014&tool=anydesk&last=30d')).json();
  const { deviceId } = rows[0];
  const { total, rows: newest } = await (await page.request.get(`/api/devices/${deviceId}/events?last=30d&limit=500`)).json();
  await page.goto(`/devices/${deviceId}?last=30d`);
  await page.evaluate(() => {
    window.print = () => document.documentElement.setAttribute('data-printed', '');
  });
  await page.getByRole('button', { name: 'Print' }).click();
  await expect(page.locator('html[data-printed]')).toHaveCount(1);
  await onPaper(page, A4);
  const table = page.getByRole('table').filter({ hasText: 'Initiating process' });
  await expect(table.getByRole('row')).toHaveCount(1 + newest.length);
  await expect(page.getByText(total > 500 ? /The newest 500 of/ : /^All [\d,]+ events/)).toBeVisible();
  const commands: string[] = newest.map(({ columns }: { columns: Record<string, string> }) => columns.ProcessCommandLine ?? '');
  const longest = commands.reduce((a, b) => (b.length > a.length ? b : a), '');
  await expect(table).toContainText(longest.slice(-60));
  await expectPaper(page);
});

test('a handover and a frozen link are printed as paper', async ({ page }) => {
  await inTheDark(page);
  const { handovers } = await (await page.request.get('/api/handovers')).json();
  await page.goto(`/handovers/${handovers.at(-1).id}`);
  await expect(page.getByRole('region', { name: 'Health of ingestion' })).toBeVisible();
  await onPaper(page, A4);
  await expectPaper(page);

  await inTheDark(page);
  const data = { path: '/?tool=anydesk&last=5d', kind: 'frozen' };
  const { url } = await (await page.request.post('/api/links', { data, headers: { origin: BASE_URL } })).json();
  await page.goto(new URL(url).pathname);
  await expect(page.getByRole('table', { name: 'Sightings, as they were' }).getByRole('row').nth(1)).toBeVisible();
  await onPaper(page, A4);
  await expectPaper(page);
});
