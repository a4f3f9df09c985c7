import { type Page, request } from '@playwright/test';
import { clickStart, expect, test } from './fixtures';
import { BASE_URL, COLLEAGUE_STATE } from './server';

const grid = (page: Page) => page.getByRole('grid', { name: 'Sightings' });
const verdicts = (page: Page) => grid(page).locator('[data-column="verdict"]');
const unreviewed = async (page: Page) => {
  const text = await page
    .getByLabel('Figures of the whole answer')
    .getByRole('link', { name: /unreviewed/ })
    .locator('strong')
    .textContent();
  return Number(text?.replace(/\D/g, ''));
};

test('an analyst decides by two keys, undoes, decides three with a note, and meets another’s decision', async ({
  page,
  quiet,
}) => {
  quiet.push('409');
  await page.goto('/?tool=teamviewer&sort=device');
  await expect(grid(page).getByRole('row').nth(4)).toBeVisible();
  const before = await unreviewed(page);

  await page.keyboard.press('j');
  await page.keyboard.press('v');
  await page.keyboard.press('a');
  await expect(verdicts(page).first()).toHaveText(/Approved/);
  const toast = page.getByRole('region', { name: 'The last verdict' });
  await expect(toast).toContainText('Approved: TeamViewer on');
  await expect(toast.getByRole('button', { name: /Undo/ })).toBeVisible();
  await expect.poll(() => unreviewed(page)).toBe(before - 1);
  await page.keyboard.press('z');
  await expect(toast).toContainText('Taken back');
  await expect(verdicts(page).first()).toHaveText(/Unreviewed/);
  await expect.poll(() => unreviewed(page)).toBe(before);

  // Three at once, with one note.
  for (const key of ['x', 'j', 'x', 'j', 'x', 'v', 'd']) await page.keyboard.press(key);
  const form = page.getByRole('dialog', { name: 'Verdict of 3 sightings' });
  await form.getByText('Approved', { exact: true }).click();
  await form.getByLabel('Note').fill('The **help desk** has it: <b>ticket</b>');
  await page.keyboard.press('Control+Enter');
  await expect(toast).toContainText('Approved: 3 sightings');
  // It need not wait until the server has answered.
  expect(await toast.getByRole('button', { name: /Undo/ }).isVisible()).toBe(true);
  await expect(verdicts(page).nth(2)).toHaveText(/Approved/);
  await expect.poll(() => unreviewed(page)).toBe(before - 3);
  await page.keyboard.press('Escape');

  // The history says who and why, and a note is no HTML.
  await page.keyboard.press('Enter');
  const history = page.getByRole('complementary', { name: 'Sighting' }).getByRole('list', { name: 'Verdict history' });
  await expect(history.getByRole('listitem').first()).toContainText('The help desk has it: <b>ticket</b>');
  await expect(history.locator('strong')).toHaveText('help desk');
  const deviceId = new URL(page.url()).searchParams.get('row')?.split('~')[1] ?? '';

  // Somebody else decides the same sighting.
  const colleague = await request.newContext({ baseURL: BASE_URL, storageState: COLLEAGUE_STATE });
  const theirs = await colleague.post('/api/verdicts', {
    headers: { origin: BASE_URL },
    data: { items: [{ tool: 'TeamViewer', deviceId }], verdict: 'malicious', note: 'beacons' },
  });
  expect(theirs.status()).toBe(200);
  await page.keyboard.press('v');
  await page.keyboard.press('s');
  await expect(toast.getByRole('alert')).toContainText('decided it meanwhile: malicious');
  await expect(toast).toContainText('beacons');
  await toast.getByRole('button', { name: 'Set suspicious all the same' }).click();
  await expect(verdicts(page).nth(2)).toHaveText(/Suspicious/);
  await expect(history.getByRole('listitem')).toHaveCount(3);
  await expect(history.getByRole('listitem').first()).toContainText(/Malicious.*Suspicious/);
  await colleague.dispose();

  // Grouped, the rows stand under headings with counts, and the keyboard goes on.
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Group by' }).click();
  await page.getByRole('menuitemradio', { name: 'Verdict' }).click();
  await expect(page).toHaveURL(/group=verdict/);
  await expect(grid(page).getByRole('row').nth(1)).toHaveText(/^Suspicious1$/);
  await expect(grid(page)).toHaveAttribute('aria-activedescendant', 'row-0');
  await page.keyboard.press('j');
  await expect(grid(page)).toHaveAttribute('aria-activedescendant', 'row-1');
});

test('a note on a device stays, and a watched device is marked', async ({ page }) => {
  await page.goto('/?tool=anydesk&sort=device');
  await clickStart(grid(page).locator('[data-column="device"] a').first());
  const side = page.getByRole('complementary', { name: 'Notes and verdicts' });
  await side.getByRole('button', { name: 'Add' }).click();
  await side.getByLabel('New note').fill('Kiosk in the lobby, see [the wiki](https://wiki.example/kiosk)');
  await side.getByRole('button', { name: 'Save' }).click();
  await expect(side.getByRole('link', { name: 'the wiki' })).toHaveAttribute('rel', /noopener/);
  await page.getByRole('button', { name: 'Watch' }).click();
  await expect(page.getByRole('button', { name: 'Stop watching' })).toBeVisible();
  await page.reload();
  await expect(side).toContainText('Kiosk in the lobby');
  await page.goto('/?watched=1');
  await expect(grid(page).getByRole('img', { name: 'watched' }).first()).toBeVisible();
  await page.getByRole('button', { name: 'Remove the filter Watched' }).click();
  await expect(page).not.toHaveURL(/watched/);
});
