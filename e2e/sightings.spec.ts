import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { clickStart, expect, test } from './fixtures';

const row = (text: string | RegExp) => ({ hasText: text });

// Each story begins anew, so both workers share them.
test.describe.configure({ mode: 'parallel' });

test.beforeEach(async ({ page }) => {
  await page.goto('/');
  await expect(page.getByRole('grid', { name: 'Sightings' }).getByRole('row').nth(1)).toBeVisible();
});

test('which devices ran RealVNC in the last 5 days, newest first', async ({ page }) => {
  await page.getByRole('button', { name: 'Tool', exact: true }).first().click();
  await page.getByRole('menuitemcheckbox', { name: /^RealVNC/ }).click();
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/tool=realvnc/);
  const grid = page.getByRole('grid', { name: 'Sightings' });
  await expect(grid.getByRole('row').filter(row('AnyDesk'))).toHaveCount(0);
  const seen = await grid
    .locator('[data-column="lastSeen"] time')
    .evaluateAll((all) => all.map((t) => t.getAttribute('datetime') ?? ''));
  expect(seen.length).toBeGreaterThan(1);
  expect(seen).toEqual([...seen].sort().reverse());
});

test('what is new since the last shift, in one step', async ({ page }) => {
  await page.getByRole('link', { name: 'New since last shift', exact: true }).click();
  await expect(page).toHaveURL(/new=1/);
  const rows = page.getByRole('grid', { name: 'Sightings' }).getByRole('row');
  await expect(rows.nth(1)).toContainText('new');
  await page.goBack();
  await expect(page).not.toHaveURL(/new=/);
});

test('what is new is the same for whoever opens the copied link', async ({ page }) => {
  await page.evaluate(() => {
    navigator.clipboard.writeText = async (text) => {
      document.documentElement.dataset.copied = text;
    };
  });
  await page.getByRole('button', { name: /^“New” means first seen since the shift began/ }).click();
  await page.getByRole('menuitemradio', { name: 'The last 7 days' }).click();
  await expect(page).toHaveURL(/since=7d/);
  const figure = page
    .getByLabel('Figures of the whole answer')
    .getByRole('link', { name: /\bnew\b/ })
    .locator('strong');
  await expect(page.getByLabel('Figures of the whole answer')).toHaveAttribute('aria-busy', 'false');
  const seen = await figure.textContent();
  await page.getByRole('button', { name: 'Export' }).click();
  await expect(page.getByRole('menuitem', { name: 'CSV' })).toHaveAttribute('href', /since=2026-/);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Copy link' }).click();
  await expect(page.getByRole('button', { name: 'Link copied' })).toBeVisible();
  const link = await page.evaluate(() => document.documentElement.dataset.copied ?? '');
  // Somebody with a shift of the usual length opens it.
  await page.context().clearCookies({ name: 'prefs' });
  await page.goto(link);
  await expect(figure).toHaveText(seen ?? '');
  expect(new URL(page.url()).searchParams.get('since')).toMatch(/^2026-.*Z$/);
});

test('a row opens beside the table, its event is two steps away, its device one', async ({ page }) => {
  await page.getByRole('grid', { name: 'Sightings' }).getByRole('row').filter(row('AnyDesk')).first().click();
  const panel = page.getByRole('complementary', { name: 'Sighting' });
  await expect(panel.getByRole('heading', { level: 2 })).toContainText('AnyDesk');
  const event = panel.getByRole('link', { name: /^Event with ReportId/ }).first();
  const reportId = /\d+/.exec((await event.getAttribute('aria-label')) ?? '')?.[0];
  await event.click();
  await expect(page).toHaveURL(/\/devices\/[0-9a-f]{40}\/events\//);
  await expect(page.getByText(`ReportId ${reportId}`).first()).toBeVisible();
  await page.goBack();
  await expect(panel).toBeVisible();
});

test('the keyboard does it all: j, Enter, Escape, x, /', async ({ page }) => {
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await expect(page.getByRole('row', { selected: true })).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('complementary', { name: 'Sighting' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('complementary', { name: 'Sighting' })).toHaveCount(0);
  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox', { name: /Search/ })).toBeFocused();
});

test('one night by dragging on the timeline, and back', async ({ page }) => {
  const chart = page.getByRole('slider').or(page.locator('[data-chart="timeline"]')).first();
  const box = await chart.boundingBox();
  if (!box) throw new Error('the timeline has no place');
  await page.mouse.move(box.x + box.width * 0.4, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.5, box.y + box.height / 2, { steps: 6 });
  await page.mouse.up();
  await expect(page).toHaveURL(/from=.*&to=/);
  await page.getByRole('button', { name: /Undo zoom/ }).click();
  await expect(page).not.toHaveURL(/from=/);
});

test('the export equals the screen', async ({ page }) => {
  await page.goto('/?tool=teamviewer&sort=device');
  const grid = page.getByRole('grid', { name: 'Sightings' });
  await expect(grid.getByRole('row').nth(1)).toContainText('TeamViewer');
  const shown = Number(((await page.getByText(/of \d+$/).textContent()) ?? '').replace(/.*of /, ''));
  const copies = (column: string) =>
    grid.locator(`[data-column="${column}"] [data-copy]`).evaluateAll((all) => all.map((one) => one.getAttribute('data-copy')));
  const devices = await copies('device');
  const file = async (format: string) => {
    await page.getByRole('button', { name: 'Export' }).click();
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: format }).click()]);
    return readFileSync(await download.path());
  };
  const [header = [], ...rows] = parse(await file('CSV'), { bom: true, relax_column_count: true })
    .filter(([first = '']: string[]) => !first.startsWith('#'))
    .map((row: string[]) => row);
  expect(rows.length).toBe(shown);
  expect(rows.map((row: string[]) => row[header.indexOf('Device')]).slice(0, devices.length)).toEqual(devices);
  const json = JSON.parse((await file('JSON')).toString());
  expect(json).toMatchObject({ total: shown, truncated: false });
  expect(json.rows.map((row: { deviceName: string }) => row.deviceName).slice(0, devices.length)).toEqual(devices);
  expect((await file('Excel (XLSX)')).subarray(0, 2).toString()).toBe('PK');
});

test('a header sorts, a second click turns it round; a column is hidden and stays so', async ({ page }) => {
  const grid = page.getByRole('grid', { name: 'Sightings' });
  const counts = () =>
    grid.locator('[data-column="count"]').evaluateAll((all) => all.map((one) => Number(one.textContent?.replace(',', ''))));
  await grid.getByRole('columnheader', { name: 'Events' }).getByRole('button').click();
  await expect(page).toHaveURL(/sort=-count/);
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
  const falling = await counts();
  expect(falling).toEqual([...falling].sort((a, b) => b - a));
  await grid.getByRole('columnheader', { name: 'Events' }).getByRole('button').click();
  await expect(page).toHaveURL(/sort=count/);
  await expect.poll(async () => (await counts())[0]).toBeLessThanOrEqual(falling.at(-1) ?? 0);
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Accounts' }).click();
  await expect(grid.getByRole('columnheader', { name: 'Accounts' })).toHaveCount(0);
  await page.reload();
  await expect(grid.getByRole('row').nth(1)).toBeVisible();
  await expect(grid.getByRole('columnheader', { name: 'Accounts' })).toHaveCount(0);
});

test('UTC and local by one switch, kept over a reload', async ({ page }) => {
  const time = page.locator('[data-column="lastSeen"] time').first();
  const utc = await time.textContent();
  await page.getByRole('radiogroup', { name: 'Times are shown in' }).getByText('Local').click();
  await expect(time).not.toHaveText(utc ?? '');
  await page.reload();
  await expect(page.locator('[data-column="lastSeen"] time').first()).not.toHaveText(utc ?? '');
  await page.getByText('UTC', { exact: true }).first().click();
  await expect(page.locator('[data-column="lastSeen"] time').first()).toHaveText(utc ?? '');
});

test('a wrong parameter falls back to its default and says so', async ({ page }) => {
  await page.goto('/?last=yesterday&sort=nothing&tool=no-such-tool');
  const notices = page.getByRole('region', { name: 'Notices' });
  await expect(notices).toContainText('last=“yesterday” is not understood');
  await expect(page.getByText('No sightings')).toBeVisible();
});

test('hostile names show as text and break nothing', async ({ page }) => {
  await page.goto('/?last=30d&sort=device');
  const grid = page.getByRole('grid', { name: 'Sightings' });
  await expect(grid.getByRole('row').nth(1)).toBeVisible();
  await page.getByRole('searchbox', { name: /Search/ }).fill('<img');
  await expect(grid.getByRole('row').nth(1)).toContainText('<img src=x onerror=alert(document.domain)>');
  expect(await page.locator('img').count()).toBe(0);
  await grid.getByRole('row').nth(1).click();
  const panel = page.getByRole('complementary', { name: 'Sighting' });
  await expect(panel).toContainText('<img src=x onerror=alert(document.domain)>');
  expect(await page.locator('img').count()).toBe(0);
});

test('a narrow question on the API says what it left out', async ({ page }) => {
  const answer = await page.request.get('/api/sightings?limit=0&last=5d&cursor=garbage');
  const body = await answer.json();
  expect(body.notices.map((n: { kind: string }) => n.kind)).toContain('parameter');
  expect(body.rows.length).toBeGreaterThan(0);
  expect(body.rows[0].signals[0].reportIds.every((id: unknown) => typeof id === 'string')).toBe(true);
});

test('the palette: what is typed at once goes to it, Enter takes the first hit', async ({ page }) => {
  await page.keyboard.press('Control+k');
  await page.keyboard.type('ws-fin-014');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/devices\/[0-9a-f]{40}\?last=30d/);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('ws-fin-014');
});

test('back from a device the list stands where it stood; a page’s own link leads back to the question', async ({ page }) => {
  await page.goto('/?last=30d');
  const grid = page.getByRole('grid', { name: 'Sightings' });
  await expect(grid.getByRole('row').nth(1)).toBeVisible();
  await grid.focus();
  // Twice: the first reaches the last loaded row, and with it the next page comes.
  await page.keyboard.press('End');
  await expect(page.getByText(/^1–2\d\d of/)).toBeVisible();
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  const opened = grid.locator('[data-opened="true"]');
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

test('what answers the question before is dimmed until the next answer is there, and is not what one exports', async ({
  page,
}) => {
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
  await expect(page.getByRole('grid', { name: 'Sightings' })).toHaveAttribute('aria-busy', 'false');
});

test('what is asked is copied as KQL, a table each', async ({ page }) => {
  await page.goto('/?tool=realvnc&signal=process');
  await expect(page.getByRole('grid', { name: 'Sightings' }).getByRole('row').nth(1)).toBeVisible();
  // The page may write to the clipboard, but its own policy forbids it to read: what is written is heard here.
  await page.evaluate(() => {
    navigator.clipboard.writeText = async (text) => {
      document.documentElement.dataset.copied = text;
    };
  });
  await page.getByRole('button', { name: 'Copy KQL' }).click();
  await expect(page.getByRole('menuitem')).toHaveCount(1);
  await page.getByRole('menuitem', { name: 'DeviceProcessEvents' }).click();
  await expect(page.getByRole('menuitem').getByRole('status')).toHaveText('Copied');
  const kql = await page.evaluate(() => document.documentElement.dataset.copied ?? '');
  expect(kql).toMatch(/^DeviceProcessEvents\n\| where Timestamp between \(datetime\(2026-03-05T12:00:00/);
  expect(kql).toContain("has 'realvnc'");
});

test('the status says how fresh each table is and which connector brings it', async ({ page }) => {
  await page.goto('/status');
  const row = page.getByRole('row').filter({ hasText: 'DeviceProcessEvents' });
  await expect(row).toContainText('Present');
  await expect(row).toContainText('behind');
  await expect(row).toContainText('Microsoft Defender XDR');
  await expect(page.getByRole('heading', { name: 'Import' })).toBeVisible();
});

test('a changed question calls off the page that was on its way', async ({ page }) => {
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

test('the tools behind “others” in the legend are found and chosen by name', async ({ page }) => {
  await page.getByRole('button', { name: /others/ }).click();
  await page.getByLabel('Find a tool').fill('zoho');
  await expect(page.getByRole('menuitemcheckbox')).toHaveCount(1);
  await page.getByRole('menuitemcheckbox', { name: /Zoho Assist/ }).click();
  await expect(page).toHaveURL(/tool=zoho-assist/);
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
