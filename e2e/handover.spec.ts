import type { Page } from '@playwright/test';
import { expect, hearClipboard, test } from './fixtures';
import { BASE_URL, COLLEAGUE_STATE } from './server';

const region = (page: Page, name: string) => page.getByRole('region', { name });
const waits = (page: Page) => page.getByRole('link', { name: /^Handovers.*wait/ });
const entries = (page: Page) => page.getByRole('list', { name: 'Handovers' }).getByRole('listitem');

test.describe.configure({ mode: 'serial' });

test('a newcomer finds the sample’s last handover waiting, marked as sample, and what its team took for known changed', async ({
  page,
}) => {
  await page.goto('/handovers');
  await expect(waits(page)).toBeVisible();
  await expect(entries(page).getByText('Sample', { exact: true })).toHaveCount(2);
  await entries(page).first().getByRole('link').click();
  await expect(page.getByText(/^Sample: a made-up handover/)).toBeVisible();
  await expect(region(page, 'Open items')).toContainText('Isolate the device');
  await expect(region(page, 'Questions')).toContainText('Does the help desk know');
  await page.goto('/?verdict=changed');
  const grid = page.getByRole('grid', { name: 'Sightings' });
  await grid
    .getByRole('row')
    .filter({ hasText: 'srv-sql-002' })
    .getByRole('link', { name: /srv-sql-002/ })
    .click();
  await expect(region(page, 'Verdicts').first()).toContainText('Sample lead');
  await expect(region(page, 'Verdicts').first()).toContainText('Approved');
});

test('the outgoing lead hands over; the next shift sees it waiting, asks, is answered, accepts; what is open carries over', async ({
  page,
  browser,
}) => {
  const decide = { items: [{ tool: 'AnyDesk', deviceId: 'handed-over' }], verdict: 'suspicious', note: '<b>odd</b> | hour' };
  const headers = { origin: BASE_URL };
  expect((await page.request.post(`${BASE_URL}/api/verdicts`, { headers, data: decide })).status()).toBe(200);
  await page.goto('/handovers');
  await page.getByRole('button', { name: 'Hand over' }).click();
  await expect(page).toHaveURL(/\/handovers\/\w+/);
  const summary = region(page, 'Summary');
  await summary.getByRole('textbox').fill('One **odd** device.');
  const item = region(page, 'Open items').getByRole('listitem').filter({ hasText: 'handed-over' });
  await item.getByLabel('Next step').fill('Call the owner');
  await item.getByLabel('Owner').fill('Night shift');
  await item.getByLabel('Deadline (UTC)').fill('2030-01-02T10:00');
  await page.getByRole('button', { name: 'Publish' }).click();
  await expect(page.getByRole('button', { name: 'Accept' })).toBeVisible();
  await expect(summary.locator('strong')).toHaveText('odd');
  await expect(item).toContainText('Night shift');
  await expect(item).toContainText('Call the owner');
  await expect(item).toContainText('2030-01-02 10:00');
  const path = new URL(page.url()).pathname;

  // The next shift, in another browser, is told of it on whatever page it looks at.
  const other = await browser.newContext({ storageState: COLLEAGUE_STATE });
  const theirs = await other.newPage();
  await theirs.goto(`${BASE_URL}/shifts`);
  await waits(theirs).click();
  await expect(entries(theirs).first()).toContainText('Not accepted yet');
  await entries(theirs).first().getByRole('link').click();
  await theirs.getByRole('textbox', { name: 'Ask a question' }).fill('Which owner?');
  await theirs.getByRole('button', { name: 'Ask' }).click();
  await expect(region(theirs, 'Questions')).toContainText('Which owner?');

  await page.reload();
  await region(page, 'Questions').getByRole('textbox', { name: 'Answer' }).fill('The help desk knows.');
  await region(page, 'Questions').getByRole('button', { name: 'Answer' }).click();
  await expect(region(page, 'Questions')).toContainText('The help desk knows.');

  await theirs.reload();
  await expect(region(theirs, 'Questions')).toContainText('The help desk knows.');
  await theirs.getByRole('button', { name: 'Accept' }).click();
  await expect(theirs.getByText(/Accepted by/)).toBeVisible();
  await other.close();

  await page.reload();
  await expect(page.getByText(/Accepted by/)).toBeVisible();
  const heard = await hearClipboard(page);
  await page.getByRole('button', { name: 'Copy as Markdown' }).click();
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible();
  const copied = await heard();
  expect(copied).toContain('| Suspicious | Night shift | Call the owner | 2030\\-01\\-02 10\\:00\\:00 UTC |');
  expect(copied).toContain('Accepted by');

  // The next draft carries it, and is compared with this one, or with an older one.
  await page
    .getByRole('link', { name: /^Handovers/ })
    .first()
    .click();
  await page.getByRole('button', { name: 'Hand over' }).click();
  await expect(page).not.toHaveURL(new RegExp(path));
  await expect(item).toContainText('Carried through 1 handover');
  await expect(item.getByLabel('Next step')).toHaveValue('Call the owner');
  const since = region(page, 'Compared with another handover');
  // Other stories decide meanwhile, so there may be other items.
  await expect(since.getByRole('listitem').filter({ hasText: 'handed-over' })).toHaveCount(0);
  await since.getByLabel('Compared with').selectOption({ index: 1 });
  await expect(page).toHaveURL(/compare=/);
  await expect(since.getByRole('listitem').filter({ hasText: 'handed-over' })).toContainText('Opened');

  await page.goto(path);
  await page.getByRole('link', { name: 'New since then' }).click();
  await expect(page).toHaveURL(/since=handover(:|%3A)\w+/);
  await expect(page.getByRole('link', { name: 'New since the handover', exact: true })).toBeVisible();
});
