/** Runs last: the first import replaces the sample that the other tests look at. */
import type { Page } from '@playwright/test';
import { clickStart, expect, test } from './fixtures';

const DEVICE = 'e2e0'.repeat(10);
const COMMAND = '"C:\\Program Files\\RealVNC\\vncserver.exe" -note "two\nlines, <b>quoted</b>"';

const columns = ['Timestamp', 'DeviceId', 'DeviceName', 'ActionType', 'FileName', 'ProcessCommandLine', 'ReportId', 'SiteCode'];
const versionInfo = ['ProcessVersionInfoCompanyName', 'AccountName'];
const quoted = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** As Defender's portal exports it: BOM, CRLF, quoted newlines; a column that no schema knows. */
function exported(...rows: { time: string; reportId: string; deviceId?: string; name?: string }[]): string {
  const lines = rows.map(({ time, reportId, deviceId = DEVICE, name = 'lab-pc-01.corp.example' }) => [
    time,
    deviceId,
    name,
    'ProcessCreated',
    'vncserver.exe',
    COMMAND,
    reportId,
    'Z-9',
    'RealVNC Ltd',
    'lab.user',
  ]);
  const all = [[...columns, ...versionInfo], ...lines];
  return `\uFEFF${all.map((line) => line.map(quoted).join(',')).join('\r\n')}\r\n`;
}

const good = { time: '2026-01-05T06:07:08.1234567Z', reportId: '9007199254740993' };
const next = { time: '2026-01-06T00:00:00.0000001Z', reportId: '9007199254740995' };
const bad = { time: 'yesterday', reportId: '3' };

async function drop(page: Page, name: string, content: string): Promise<void> {
  const transfer = await page.evaluateHandle(
    ([fileName, text]) => {
      const data = new DataTransfer();
      data.items.add(new File([text], fileName));
      return data;
    },
    [name, content] as const,
  );
  for (const type of ['dragenter', 'dragover', 'drop'])
    await page.dispatchEvent('h1', type, { dataTransfer: transfer, bubbles: true });
}

const cards = (page: Page) => page.getByRole('list', { name: 'Imports' }).locator(':scope > li');
const card = (page: Page, name: string) => cards(page).filter({ hasText: name }).first();
const cell = (page: Page, name: string, at: number) => card(page, name).getByRole('row').nth(1).getByRole('cell').nth(at);
const tableRow = (page: Page, name: string) =>
  page.getByRole('region', { name: 'Tables' }).getByRole('row').filter({ hasText: name });

test.describe.configure({ mode: 'serial' });

test('a file that is no export, or is cut short, leaves the telemetry as it was and says why', async ({ page }) => {
  await page.goto('/status');
  await expect(page.getByText('This is sample telemetry')).toBeVisible();
  // How fresh each table is, and which connector brings it.
  for (const text of ['Present', 'behind', 'Microsoft Defender XDR'])
    await expect(tableRow(page, 'DeviceProcessEvents')).toContainText(text);
  await expect(page.getByRole('heading', { name: 'Import' })).toBeVisible();
  const rows = await tableRow(page, 'DeviceProcessEvents').textContent();
  await drop(page, 'portal.csv', '<!doctype html><title>Sign in</title>');
  await expect(card(page, 'portal.csv')).toContainText('Failed');
  await expect(card(page, 'portal.csv')).toContainText('web page');
  await drop(page, 'cut.csv', exported(good).trimEnd().slice(0, -40));
  await expect(card(page, 'cut.csv')).toContainText('Failed');
  await drop(page, '<img src=x onerror=alert(1)>.bin', 'nothing to read');
  await expect(card(page, '<img src=x onerror=alert(1)>.bin')).toContainText('Failed');
  await page.reload();
  await expect(page.getByText('This is sample telemetry')).toBeVisible();
  await expect(tableRow(page, 'DeviceProcessEvents')).toHaveText(rows ?? '');
});

test('an export is dropped, its bad row set aside, what it had before not taken twice, and its event found by its exact ReportId', async ({
  page,
}) => {
  await page.goto('/status');
  await expect(tableRow(page, 'DeviceProcessEvents')).toBeVisible();
  await drop(page, 'first.csv', exported(good, bad));
  await expect(card(page, 'first.csv')).toContainText('Done');
  await expect(cell(page, 'first.csv', 0)).toHaveText('1');
  await expect(card(page, 'first.csv')).toContainText('1 row was set aside');
  await expect(card(page, 'first.csv')).toContainText(/first\.csv:4/);
  await expect(card(page, 'first.csv')).toContainText('1 unknown, kept');
  await expect(page.getByText('This is sample telemetry')).toHaveCount(0);
  // What its made-up team decided is gone as well.
  await expect(card(page, 'first.csv')).toContainText('with it the sample shift');
  await expect
    .poll(async () => await (await page.request.get('/api/handovers')).text(), { timeout: 5000 })
    .not.toContain('Sample analyst');
  expect(await (await page.request.get('/api/exclusions')).text()).not.toContain('Sample: ');
  await expect(tableRow(page, 'DeviceProcessEvents')).toContainText('2026-01-05 06:07:08.123');
  await test.step('the same file again changes nothing, an overlapping one adds only what is new', async () => {
    await page.getByLabel('Files to import').setInputFiles({
      name: 'again.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(exported(good, bad)),
    });
    await expect(card(page, 'again.csv')).toContainText('Done');
    expect([await cell(page, 'again.csv', 0).textContent(), await cell(page, 'again.csv', 1).textContent()]).toEqual(['0', '1']);
    await drop(page, 'overlap.csv', exported(good, next));
    await expect(card(page, 'overlap.csv')).toContainText('Done');
    expect([await cell(page, 'overlap.csv', 0).textContent(), await cell(page, 'overlap.csv', 1).textContent()]).toEqual([
      '1',
      '1',
    ]);
    await expect(tableRow(page, 'DeviceProcessEvents').getByRole('cell').nth(1)).toHaveText('2');
  });

  await card(page, 'first.csv').getByRole('link', { name: 'See the sightings' }).click();

  const row = page.getByRole('grid', { name: 'Sightings' }).getByRole('row').nth(1);
  await expect(row).toContainText('lab-pc-01');
  await expect(row).toContainText('RealVNC');
  await row.click();
  const panel = page.getByRole('complementary', { name: 'Sighting' });
  await panel.getByRole('link', { name: `Event with ReportId ${good.reportId}` }).click();
  await expect(page).toHaveURL(new RegExp(`/devices/${DEVICE}/events/process-`));
  await expect(page.getByText(`ReportId ${good.reportId}`).first()).toBeVisible();
  await expect(page.getByText('06:07:08.1234567').first()).toBeVisible();
  await expect(page.getByText('SiteCode').first()).toBeVisible();
  await expect(page.getByRole('region', { name: 'Command line', exact: true })).toContainText('<b>quoted</b>');
});

test('a device whose id is a path, half an escape or a router’s suffix opens from the list, and so does its event', async ({
  page,
}) => {
  const odd = ['..', '%2e%', 'a.rsc', 'a/b?c#d'];
  await page.goto('/status');
  await expect(tableRow(page, 'DeviceProcessEvents')).toBeVisible();
  await drop(page, 'odd.csv', exported(...odd.map((deviceId, i) => ({ ...next, deviceId, name: `odd-${i}` }))));
  await expect(card(page, 'odd.csv')).toContainText('Done');
  for (const [i, deviceId] of odd.entries()) {
    await page.goto(`/?from=2026-01-06T00:00:00Z&to=2026-01-07T00:00:00Z&q=odd-${i}`);
    await clickStart(page.locator('[data-column="device"] a').first());
    await expect(page.getByRole('heading', { level: 1 })).toContainText(`odd-${i}`);
    await expect(page).toHaveTitle(new RegExp(`odd-${i}`));
    await expect(page.getByText(deviceId, { exact: true }).first()).toBeVisible();
    await page.getByRole('grid', { name: 'Events' }).getByRole('row').nth(1).click();
    await page.getByRole('link', { name: /Open event/ }).click();
    await expect(page).toHaveURL(/\/events\/process-/);
    await expect(page.getByText(`ReportId ${next.reportId}`).first()).toBeVisible();
    await page.reload();
    await expect(page.getByRole('heading', { level: 1 })).toContainText('vncserver.exe');
  }
});
