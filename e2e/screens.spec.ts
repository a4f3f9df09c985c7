import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures';

const grid = (page: Page) => page.getByRole('grid', { name: 'Sightings' });
const firstRow = (page: Page) => grid(page).getByRole('row').nth(1);

async function boxOf(part: Locator) {
  const box = await part.boundingBox();
  if (!box) throw new Error('it has no place on the screen');
  return box;
}

/** Whether two parts cover each other. */
async function overlap(a: Locator, b: Locator): Promise<boolean> {
  const [one, other] = [await boxOf(a), await boxOf(b)];
  const apart =
    one.x + one.width <= other.x ||
    other.x + other.width <= one.x ||
    one.y + one.height <= other.y ||
    other.y + other.height <= one.y;
  return !apart;
}

/** How far the page is wider than the window, in pixels. */
const tooWide = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

/** After a change of the window's size: what asks for its own size has drawn itself anew by the second frame. */
const laidOut = (page: Page) =>
  page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));

const small = [
  ['a phone', { width: 390, height: 844 }],
  ['150 % zoom', { width: 960, height: 600 }],
] as const;

test('on a phone and at 150 % zoom nothing is cut off at the side or printed over', async ({ page }) => {
  await page.setViewportSize(small[0][1]);
  const { rows } = await (await page.request.get('/api/sightings?q=ws-fin-014&tool=anydesk&last=30d')).json();
  const { deviceId } = rows[0];
  const { rows: events } = await (await page.request.get(`/api/devices/${deviceId}/events?limit=1&last=30d`)).json();
  for (const path of [
    '/hunts',
    '/status',
    '/tools/anydesk?last=30d',
    '/audit',
    '/exclusions',
    `/devices/${deviceId}?last=7d`,
    `/devices/${deviceId}/events/${events[0].id}`,
  ]) {
    await page.setViewportSize(small[0][1]);
    await page.goto(path);
    await expect(page.getByRole('main')).toContainText(/\w/);
    await page.waitForLoadState('networkidle');
    for (const [name, viewport] of small) {
      await page.setViewportSize(viewport);
      await laidOut(page);
      expect(await tooWide(page), `${path}, ${name}`).toBeLessThanOrEqual(0);
    }
  }
  for (const [name, viewport] of small) {
    await page.setViewportSize(viewport);
    await page.goto('/?last=30d');
    await expect(firstRow(page)).toBeVisible();
    expect(await tooWide(page), name).toBeLessThanOrEqual(0);
    await expect
      .poll(() => overlap(page.getByLabel('Figures of the whole answer'), page.getByText(/as of/).first()), name)
      .toBe(false);
    const cut = (parts: Locator) => parts.evaluateAll((all) => all.filter((one) => one.scrollWidth > one.clientWidth).length);
    expect(await cut(page.getByLabel('Tools on the timeline, with their events').getByRole('button')), name).toBe(0);
    // The rows fit, and the part of a device's name that tells it apart is whole.
    expect(await grid(page).evaluate((one) => one.scrollWidth - one.clientWidth), name).toBeLessThanOrEqual(0);
    expect(await cut(grid(page).locator('[data-column="device"] bdi > span:nth-child(2)')), name).toBe(0);
  }
});

test('on a small laptop the header has room for the counts of what waits, and the figures for the words beside them', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto('/?last=30d');
  await expect(firstRow(page)).toBeVisible();
  const twoCounts = 48;
  // The empty part of the header takes what room is left.
  const free = await page
    .getByRole('banner')
    .evaluate((header) => Math.max(...[...header.children].map((part) => (part.textContent ? 0 : part.clientWidth))));
  expect(free).toBeGreaterThan(twoCounts);
  await expect.poll(() => overlap(page.getByLabel('Figures of the whole answer'), page.getByText(/as of/).first())).toBe(false);
});

test('a panel moves no column, and the rows have the focus when it closes', async ({ page }) => {
  await page.goto('/?last=30d');
  await expect(firstRow(page)).toBeVisible();
  const places = () =>
    grid(page)
      .getByRole('columnheader')
      .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().left));
  const before = await places();
  await firstRow(page).locator('[data-column="tool"]').click();
  const panel = page.getByRole('complementary', { name: 'Sighting' });
  await expect(panel).toBeVisible();
  expect(await places()).toEqual(before);
  await panel.getByRole('link', { name: /^Open device/ }).focus();
  await page.keyboard.press('Escape');
  await expect(panel).toHaveCount(0);
  await expect(grid(page)).toBeFocused();
  await firstRow(page).locator('[data-column="tool"]').click();
  await panel.getByRole('button', { name: 'Close' }).click();
  await expect(grid(page)).toBeFocused();
});

test('the buttons at a cell wait for a pointer that rests, and leave the mark of what is new in sight; the bar of the selection leaves the last row', async ({
  page,
}) => {
  await page.goto('/?last=30d&new=1');
  await expect(firstRow(page)).toBeVisible();
  // A click on its way to the link must not meet a button that comes under the pointer.
  const arriving = page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        const look = () => {
          const buttons = document.querySelector('[data-actions]');
          if (buttons) resolve(getComputedStyle(buttons).visibility);
        };
        new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
      }),
  );
  await firstRow(page).locator('[data-column="device"]').hover();
  expect(await arriving).toBe('hidden');
  const only = page.getByRole('button', { name: /^Only ws-/ });
  await expect(only).toBeVisible();
  const mark = firstRow(page).getByText('new', { exact: true });
  expect(await overlap(only, mark)).toBe(false);
  expect(await overlap(page.getByRole('button', { name: /^Without ws-/ }), mark)).toBe(false);

  await page.goto('/?last=30d&tool=screenconnect');
  await expect(firstRow(page)).toBeVisible();
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await page.keyboard.press('End');
  const last = grid(page).locator('[data-active="true"]');
  await expect(last).toBeInViewport();
  await expect.poll(() => overlap(last, page.getByRole('region', { name: 'Selected rows' }))).toBe(false);
});

test('a tip stays while the pointer rests on it, goes when it leaves, and lets a click through to what it covers', async ({
  page,
}) => {
  await page.goto('/?last=30d');
  await expect(firstRow(page)).toBeVisible();
  await grid(page)
    .getByRole('button', { name: /^First seen/ })
    .hover();
  const tip = page.getByRole('tooltip');
  await expect(tip).toBeVisible();
  const { x, y, height } = await boxOf(tip);
  await page.mouse.move(x + 12, y + height - 6, { steps: 4 });
  await page.waitForTimeout(400); // longer than a tip stays that the pointer has left
  await expect(tip).toBeVisible();
  await page.mouse.move(5, 5, { steps: 4 });
  await expect(tip).toHaveCount(0);
  await grid(page)
    .getByRole('button', { name: /^First seen/ })
    .hover();
  await expect(tip).toBeVisible();
  await page.mouse.click(x + 12, y + height - 6);
  await expect(page.getByRole('complementary', { name: 'Sighting' })).toBeVisible();
});

test('twenty values of one filter are one chip, and push the table nowhere; the export’s entries look like those of any menu', async ({
  page,
}) => {
  await page.goto(`/?last=30d&${Array.from({ length: 20 }, (_, i) => `account=!nobody-${i}`).join('&')}`);
  await expect(firstRow(page)).toBeVisible();
  expect((await boxOf(page.getByRole('list', { name: 'Filters' }))).height).toBeLessThan(120);
  await page.getByRole('button', { name: 'Account not: 20 values. Show each' }).click();
  const values = page.getByRole('list', { name: 'Account not' });
  await values.getByRole('button', { name: /^Remove the filter Account not nobody-19/ }).click();
  await expect(values.getByRole('listitem')).toHaveCount(19);
  await page.keyboard.press('Escape');
  await expect(values).toHaveCount(0);
  await page.getByRole('button', { name: 'Export' }).click();
  const colour = (part: Locator) => part.evaluate((one) => getComputedStyle(one).color);
  expect(await colour(page.getByRole('menuitem', { name: 'CSV' }))).toBe(await colour(page.locator('body')));
});
