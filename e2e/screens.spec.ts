import type { Locator, Page } from '@playwright/test';
import { expect, laidOut, smallWindows, test, tooWide } from './fixtures';

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

test('the list on a phone and at 150 % zoom is not cut off at the side or printed over; on a small laptop the header has room for the counts of what waits', async ({
  page,
}) => {
  const figures = page.getByLabel('Figures of the whole answer');
  const cut = (parts: Locator) => parts.evaluateAll((all) => all.filter((one) => one.scrollWidth > one.clientWidth).length);
  await page.setViewportSize(smallWindows[0][1]);
  await page.goto('/?last=30d');
  await expect(firstRow(page)).toBeVisible();
  for (const [name, viewport] of smallWindows) {
    await page.setViewportSize(viewport);
    await laidOut(page);
    expect(await tooWide(page), name).toBeLessThanOrEqual(0);
    await expect.poll(() => overlap(figures, page.getByText(/as of/).first()), name).toBe(false);
    expect(await cut(page.getByLabel('Tools on the timeline, with their events').getByRole('button')), name).toBe(0);
    // The rows fit, and the part of a device's name that tells it apart is whole.
    await expect.poll(() => grid(page).evaluate((one) => one.scrollWidth - one.clientWidth), name).toBeLessThanOrEqual(0);
    expect(await cut(grid(page).locator('[data-column="device"] bdi > span:nth-child(2)')), name).toBe(0);
  }

  await page.setViewportSize({ width: 1280, height: 800 });
  await laidOut(page);
  const twoCounts = 48;
  // The empty part of the header takes what room is left.
  const free = await page
    .getByRole('banner')
    .evaluate((header) => Math.max(...[...header.children].map((part) => (part.textContent ? 0 : part.clientWidth))));
  expect(free).toBeGreaterThan(twoCounts);
  await expect.poll(() => overlap(figures, page.getByText(/as of/).first())).toBe(false);
});

test('a panel moves no column; the buttons at a cell wait for a pointer that rests, and leave the mark of what is new in sight; a tip stays while the pointer rests on it', async ({
  page,
}) => {
  await page.goto('/?last=30d&new=1');
  await expect(firstRow(page)).toBeVisible();

  await test.step('the buttons at a cell', async () => {
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
  });

  const panel = page.getByRole('complementary', { name: 'Sighting' });
  await test.step('a panel moves no column, and the rows have the focus when it closes', async () => {
    const places = () =>
      grid(page)
        .getByRole('columnheader')
        .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().left));
    const before = await places();
    await firstRow(page).locator('[data-column="tool"]').click();
    await expect(panel).toBeVisible();
    expect(await places()).toEqual(before);
    await panel.getByRole('link', { name: /^Open device/ }).focus();
    await page.keyboard.press('Escape');
    await expect(panel).toHaveCount(0);
    await expect(grid(page)).toBeFocused();
    await firstRow(page).locator('[data-column="tool"]').click();
    await panel.getByRole('button', { name: 'Close' }).click();
    await expect(grid(page)).toBeFocused();
    await expect(panel).toHaveCount(0);
  });

  await test.step('a tip goes when the pointer leaves it, and lets a click through to what it covers', async () => {
    const header = grid(page).getByRole('button', { name: /^First seen/ });
    const tip = page.getByRole('tooltip');
    await header.hover();
    await expect(tip).toBeVisible();
    const { x, y, height } = await boxOf(tip);
    await page.mouse.move(x + 12, y + height - 6, { steps: 4 });
    await page.waitForTimeout(400); // longer than a tip stays that the pointer has left
    await expect(tip).toBeVisible();
    await page.mouse.move(5, 5, { steps: 4 });
    await expect(tip).toHaveCount(0);
    await header.hover();
    await expect(tip).toBeVisible();
    await page.mouse.click(x + 12, y + height - 6);
    await expect(panel).toBeVisible();
  });
});

test('twenty values of one filter are one chip, and push the table nowhere; the export’s entries look like those of any menu; the bar of the selection leaves the last row', async ({
  page,
}) => {
  await page.goto(`/?last=30d&tool=screenconnect&${Array.from({ length: 20 }, (_, i) => `account=!nobody-${i}`).join('&')}`);
  await expect(firstRow(page)).toBeVisible();
  expect((await boxOf(page.getByRole('list', { name: 'Filters' }))).height).toBeLessThan(120);
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await page.keyboard.press('End');
  const last = grid(page).locator('[data-active="true"]');
  await expect(last).toBeInViewport();
  await expect.poll(() => overlap(last, page.getByRole('region', { name: 'Selected rows' }))).toBe(false);

  await page.getByRole('button', { name: 'Account not: 20 values. Show each' }).click();
  const values = page.getByRole('list', { name: 'Account not' });
  await values.getByRole('button', { name: /^Remove the filter Account not nobody-19/ }).click();
  await expect(values.getByRole('listitem')).toHaveCount(19);
  await page.keyboard.press('Escape');
  await expect(values).toHaveCount(0);
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  const colour = (part: Locator) => part.evaluate((one) => getComputedStyle(one).color);
  expect(await colour(page.getByRole('menuitem', { name: 'CSV' }))).toBe(await colour(page.locator('body')));
});
