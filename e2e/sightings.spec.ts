import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { parse } from 'csv-parse/sync';
import { clickStart, dragAcross, expect, hearClipboard, test } from './fixtures';
import { BASE_URL } from './server';

const grid = (page: Page) => page.getByRole('grid', { name: 'Sightings' });
const rows = (page: Page) => grid(page).getByRole('row');
const panel = (page: Page) => page.getByRole('complementary', { name: 'Sighting' });

async function ask(page: Page, question: string): Promise<void> {
  await page.goto(question);
  await expect(rows(page).nth(1)).toBeVisible();
}

// Each story begins anew, so both workers share them.
test.describe.configure({ mode: 'parallel' });

test('which devices ran RealVNC in the last 5 days, newest first; sorted otherwise, without a column, in local time, and so after a reload', async ({
  page,
}) => {
  await test.step('the first answers are fetched ahead of the code that asks for them, once, and no other page is', async () => {
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url().slice(BASE_URL.length)));
    await ask(page, '/');
    for (const first of ['/api/sightings?omit=reportIds&soon=1', '/api/timeline?soon=1'])
      expect(asked.filter((one) => one === first)).toHaveLength(1);
    await expect(page.locator('link[rel="preload"][as="fetch"]'), 'the page itself names both').toHaveCount(2);
    expect(asked.filter((one) => /_rsc=|^\/api\/hunts/.test(one))).toEqual([]);
    page.removeAllListeners('request');
    await expect(page.locator('.recharts-cartesian-axis-tick-value'), 'the timeline has its axis').toHaveCount(3);
  });

  await test.step('RealVNC, newest first', async () => {
    await page.getByRole('button', { name: 'Tool', exact: true }).first().click();
    await page.getByRole('menuitemcheckbox', { name: /^RealVNC/ }).click();
    await page.keyboard.press('Escape');
    await expect(page).toHaveURL(/tool=realvnc/);
    await expect(rows(page).filter({ hasText: 'AnyDesk' })).toHaveCount(0);
    const seen = await grid(page)
      .locator('[data-column="lastSeen"] time')
      .evaluateAll((all) => all.map((t) => t.getAttribute('datetime') ?? ''));
    expect(seen.length).toBeGreaterThan(1);
    expect(seen).toEqual([...seen].sort().reverse());
    await page.getByRole('button', { name: 'Remove the filter Tool RealVNC' }).click();
    await expect(page).not.toHaveURL(/tool=/);
  });

  await test.step('a header sorts, a second click turns it round', async () => {
    const header = grid(page).getByRole('columnheader', { name: 'Events' }).getByRole('button');
    const counts = () =>
      grid(page)
        .locator('[data-column="count"]')
        .evaluateAll((all) => all.map((one) => Number(one.textContent?.replace(',', ''))));
    await header.click();
    await expect(page).toHaveURL(/sort=-count/);
    await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
    const falling = await counts();
    expect(falling).toEqual([...falling].sort((a, b) => b - a));
    await header.click();
    await expect(page).toHaveURL(/sort=count/);
    await expect.poll(async () => (await counts())[0]).toBeLessThanOrEqual(falling.at(-1) ?? 0);
  });

  await test.step('a column is hidden, times are local, and both stay so', async () => {
    const accounts = grid(page).getByRole('columnheader', { name: 'Accounts' });
    await page.getByRole('button', { name: 'Columns' }).click();
    await page.getByRole('menuitemcheckbox', { name: 'Accounts' }).click();
    await expect(accounts).toHaveCount(0);
    await page.keyboard.press('Escape');
    const time = page.locator('[data-column="lastSeen"] time').first();
    const utc = (await time.textContent()) ?? '';
    await page.getByRole('radiogroup', { name: 'Times are shown in' }).getByText('Local').click();
    await expect(time).not.toHaveText(utc);
    await page.reload();
    await expect(time).not.toHaveText(utc);
    await expect(accounts).toHaveCount(0);
    await page.getByText('UTC', { exact: true }).first().click();
    await expect(time).toHaveText(utc);
  });
});

test('what is new since the last shift, in one step; it is the same for whoever opens the copied link', async ({ page }) => {
  await ask(page, '/');
  const copied = await hearClipboard(page);
  await page.getByRole('link', { name: 'New since last shift', exact: true }).click();
  await expect(page).toHaveURL(/new=1/);
  await expect(rows(page).nth(1)).toContainText('new');
  await page.goBack();
  await expect(page).not.toHaveURL(/new=/);

  await page.getByRole('button', { name: /^“New” means first seen since the shift began/ }).click();
  await page.getByRole('menuitemradio', { name: 'The last 7 days' }).click();
  await expect(page).toHaveURL(/since=7d/);
  const figures = page.getByLabel('Figures of the whole answer');
  const figure = figures.getByRole('link', { name: /\bnew\b/ }).locator('strong');
  await expect(figures).toHaveAttribute('aria-busy', 'false');
  const seen = await figure.textContent();
  await page.getByRole('button', { name: 'Export' }).click();
  await expect(page.getByRole('menuitem', { name: 'CSV' })).toHaveAttribute('href', /since=2026-/);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Copy link' }).click();
  await expect(page.getByRole('button', { name: 'Link copied' })).toBeVisible();
  const link = await copied();
  // Somebody with a shift of the usual length opens it.
  await page.context().clearCookies({ name: 'prefs' });
  await page.goto(link);
  await expect(figure).toHaveText(seen ?? '');
  expect(new URL(page.url()).searchParams.get('since')).toMatch(/^2026-.*Z$/);
});

test('by pointer and by keys: a row beside the table, its event, one night on the timeline, a tool behind “others”, a device by its name', async ({
  page,
}) => {
  await page.goto('/?last=yesterday&sort=nothing&group=nothing');
  await expect(rows(page).nth(1)).toBeVisible();
  const notices = page.getByRole('region', { name: 'Notices' });
  await expect(notices, 'a wrong parameter falls back to its default').toContainText('last=“yesterday” is not understood');
  await expect(notices.getByRole('button', { name: 'Show 1 more' })).toBeVisible();
  await expect(notices.getByRole('listitem')).toHaveCount(2);
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  await expect(notices.getByRole('listitem'), 'on paper all notices stand').toHaveCount(3);
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));

  await test.step('j, x, Enter, Escape, /', async () => {
    for (const key of ['j', 'j', 'x']) await page.keyboard.press(key);
    await expect(page.getByRole('row', { selected: true })).toHaveCount(1);
    await page.keyboard.press('Enter');
    await expect(panel(page)).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(panel(page)).toHaveCount(0);
    await page.keyboard.press('/');
    await expect(page.getByRole('searchbox', { name: /Search/ })).toBeFocused();
    await page.keyboard.press('Escape');
  });

  await test.step('a drag on the timeline, and back', async () => {
    const timeline = page.getByRole('slider', { name: /^Timeline/ });
    await timeline.focus();
    for (const key of ['End', 'Shift+ArrowLeft', 'Shift+ArrowLeft']) await page.keyboard.press(key);
    const [, first, last] = /(\d+):00 – (\d+):00/.exec((await timeline.getAttribute('aria-valuetext')) ?? '') ?? [];
    expect(Number(last) - Number(first), 'three bars of an hour are read together').toBe(3);
    await page.keyboard.press('Escape');
    await dragAcross(page, page.getByRole('slider').or(page.locator('[data-chart="timeline"]')).first(), 0.4, 0.5);
    await expect(page).toHaveURL(/from=.*&to=/);
    await page.getByRole('button', { name: /Undo zoom/ }).click();
    await expect(page).not.toHaveURL(/from=/);
  });

  await test.step('the event of a row is two steps away', async () => {
    await rows(page).filter({ hasText: 'AnyDesk' }).first().click();
    await expect(panel(page).getByRole('heading', { level: 2 })).toContainText('AnyDesk');
    const event = panel(page)
      .getByRole('link', { name: /^Event with ReportId/ })
      .first();
    const reportId = /\d+/.exec((await event.getAttribute('aria-label')) ?? '')?.[0];
    await event.click();
    await expect(page).toHaveURL(/\/devices\/[0-9a-f]{40}\/events\//);
    await expect(page.getByText(`ReportId ${reportId}`).first()).toBeVisible();
    await page.goBack();
    await expect(panel(page)).toBeVisible();
    await page.keyboard.press('Escape');
  });

  await test.step('a tool behind “others” in the legend is found by its name', async () => {
    await page.getByRole('button', { name: /others/ }).click();
    await page.getByLabel('Find a tool').fill('zoho');
    await expect(page.getByRole('menuitemcheckbox')).toHaveCount(1);
    await page.getByRole('menuitemcheckbox', { name: /Zoho Assist/ }).click();
    await expect(page).toHaveURL(/tool=zoho-assist/);
    await page.keyboard.press('Escape');
  });

  await test.step('the palette: what is typed at once goes to it, Enter takes the first hit', async () => {
    await page.keyboard.press('Control+k');
    await page.keyboard.type('ws-fin-014');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/\/devices\/[0-9a-f]{40}\?last=30d/);
    await expect(page.getByRole('heading', { level: 1 })).toContainText('ws-fin-014');
  });
});

test('the export equals the screen, and what is asked is copied as KQL, a table each', async ({ page }) => {
  await ask(page, '/?tool=teamviewer&signal=process&sort=device');
  await expect(rows(page).nth(1)).toContainText('TeamViewer');
  const shown = Number(((await page.getByText(/of \d+$/).textContent()) ?? '').replace(/.*of /, ''));
  const devices = await grid(page)
    .locator('[data-column="device"] [data-copy]')
    .evaluateAll((all) => all.map((one) => one.getAttribute('data-copy')));
  const file = async (format: string) => {
    await page.getByRole('button', { name: 'Export' }).click();
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: format }).click()]);
    return readFileSync(await download.path());
  };
  const [header = [], ...lines]: string[][] = parse(await file('CSV'), { bom: true, relax_column_count: true }).filter(
    ([first = '']: string[]) => !first.startsWith('#'),
  );
  expect(lines.length).toBe(shown);
  expect(lines.map((line) => line[header.indexOf('Device')]).slice(0, devices.length)).toEqual(devices);
  const json = JSON.parse((await file('JSON')).toString());
  expect(json).toMatchObject({ total: shown, truncated: false });
  expect(json.rows.map((row: { deviceName: string }) => row.deviceName).slice(0, devices.length)).toEqual(devices);
  expect((await file('Excel (XLSX)')).subarray(0, 2).toString()).toBe('PK');

  const copied = await hearClipboard(page);
  await page.getByRole('button', { name: 'Copy KQL' }).click();
  await expect(page.getByRole('menuitem')).toHaveCount(1);
  await page.getByRole('menuitem', { name: 'DeviceProcessEvents' }).click();
  await expect(page.getByRole('menuitem').getByRole('status')).toHaveText('Copied');
  const kql = await copied();
  expect(kql).toMatch(/^DeviceProcessEvents\n\| where Timestamp between \(datetime\(2026-03-05T12:00:00/);
  expect(kql).toMatch(/has '?.*teamviewer/i);
});

test('back from a device the list stands where it stood; a page’s own link leads back to the question', async ({ page }) => {
  await ask(page, '/?last=30d');
  await grid(page).focus();
  // Twice: the first reaches the last loaded row, and with it the next page comes.
  await page.keyboard.press('End');
  await expect(page.getByText(/^1–2\d\d of/)).toBeVisible();
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  const opened = grid(page).locator('[data-opened="true"]');
  await expect(opened).toBeInViewport();
  await page.getByRole('link', { name: 'Open device' }).click();
  await expect(page).toHaveURL(/\/devices\//);
  await page.goBack();
  await expect(opened).toBeInViewport();
  await page.reload();
  await expect(opened).toBeInViewport();
  await page.getByRole('link', { name: 'Status', exact: true }).click();
  await expect(page).toHaveURL(/\/status/);
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Sightings' }).click();
  await expect(page).toHaveURL(/\?last=30d&row=/);
  await expect(opened).toBeInViewport();
});

test('while an answer is on its way: what answers the question before is dimmed and not what one exports; another question calls off a page', async ({
  page,
}) => {
  await ask(page, '/');
  await page.waitForLoadState('networkidle');
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route('**/api/**', async (route) => {
    await held;
    await route.continue();
  });
  await page.getByRole('button', { name: /^Window/ }).click();
  await page.getByRole('button', { name: 'Last 30 days' }).click();
  for (const part of ['Figures of the whole answer', 'Timeline of the estate', 'Sightings'])
    await expect(page.getByLabel(part, { exact: true })).toHaveAttribute('aria-busy', 'true');
  await page.getByRole('button', { name: 'Export' }).click();
  await expect(page.getByRole('menuitem', { name: 'CSV' })).toHaveAttribute('href', /last=30d/);
  await page.keyboard.press('Escape');
  release();
  await expect(page.getByLabel('Figures of the whole answer')).toHaveAttribute('aria-busy', 'false');
  await expect(grid(page)).toHaveAttribute('aria-busy', 'false');

  await page.route('**/devices/**', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 2000));
    await route.continue().catch(() => undefined); // it was called off
  });
  await clickStart(page.locator('[data-column="device"] a').first());
  await expect(page.getByText('Opening the device…')).toBeVisible();
  await page.keyboard.press('n');
  await expect(page).toHaveURL(/\/\?.*new=/);
  await expect(page.getByText('Opening the device…')).toBeHidden();
  await expect(page.getByRole('main')).toHaveAttribute('aria-busy', 'false');
});

test('a question is saved as a view, named by its link, changed, and deleted', async ({ page }) => {
  const name = `Views ${Date.now()}`;
  await page.goto('/?tool=anydesk');
  await page.getByRole('button', { name: 'Views', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Save as…' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill(name);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: `View: ${name}`, exact: true })).toBeVisible();
  await expect(page).toHaveURL(/tool=anydesk&view=\w+/);
  await page.reload();
  await page.getByRole('button', { name: 'Remove the filter Tool AnyDesk' }).click();
  await page.getByRole('button', { name: `View: ${name}, changed` }).click();
  await page.getByRole('menuitem', { name: 'Back to the view as saved' }).click();
  await expect(page).toHaveURL(/tool=anydesk&view=\w+/);
  await page.getByRole('button', { name: `View: ${name}`, exact: true }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(page.getByRole('button', { name: 'Views', exact: true })).toBeVisible();
  await expect(page).toHaveURL(/\?tool=anydesk$/);
});
