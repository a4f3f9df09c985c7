import type { Page } from '@playwright/test';
import { clickStart, expect, test } from './fixtures';
import { signInLink } from './server';

/** The device of the sample's first intrusion: AnyDesk out of a mail. */
async function openVictim(page: Page): Promise<string> {
  const answer = await page.request.get('/api/sightings?q=ws-fin-014&tool=anydesk&last=30d');
  const deviceId: string = (await answer.json()).rows[0].deviceId;
  await page.goto(`/devices/${deviceId}?last=7d`);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('ws-fin-014');
  return deviceId;
}

const events = (page: Page) => page.getByRole('grid', { name: 'Events' });

test('a device says which tools ran, since when, under which accounts, started by what', async ({ page }) => {
  await openVictim(page);
  const lane = page
    .getByRole('region', { name: 'Tools on this device' })
    .getByRole('listitem')
    .filter({ hasText: 'AnyDesk' })
    .first();
  await expect(lane).toContainText('2026-03-06 08:39:19');
  await expect(lane).toContainText('nils.haddad');
  await expect(lane).toContainText('powershell.exe');
  await expect(page.getByText('Windows11').first()).toBeVisible();
});

test('events are excluded from a cell, and those that are excluded are marked', async ({ page }) => {
  const deviceId = await openVictim(page);
  await events(page).getByRole('row').nth(1).locator('[data-column="event-account"]').hover();
  await page.getByRole('button', { name: /^Exclude events with account / }).click();
  await expect(page.getByRole('heading', { name: 'New exclusion' })).toBeVisible();
  await expect(page.getByLabel('Column')).toHaveValue('account');

  const expiresAt = '2026-04-01T00:00:00Z';
  const where = {
    all: [
      { column: 'deviceId', op: '==', value: deviceId },
      { column: 'FileName', op: '=~', value: 'anydesk.exe' },
    ],
  };
  const answer = await page.request.post('/api/exclusions', {
    headers: { origin: new URL(page.url()).origin },
    data: { name: 'Marked events', tool: 'AnyDesk', where, reason: 'a test', expiresAt },
  });
  const { id } = await answer.json();
  await page.goto(`/devices/${deviceId}?last=7d&tool=anydesk&signal=process`);
  await expect(
    events(page)
      .getByRole('link', { name: /excluded by “Marked events”/ })
      .first(),
  ).toBeVisible();
  await page.request.patch(`/api/exclusions/${id}`, { headers: { origin: new URL(page.url()).origin }, data: { action: 'off' } });
});

test('a lane narrows the events to its tool, a drag to a time, and each is undone in one step', async ({ page }) => {
  await openVictim(page);
  await expect(events(page).getByRole('row').nth(1)).toBeVisible();
  const all = await page.getByText(/of \d+$/).textContent();
  const slider = page.getByRole('slider');
  await slider.focus();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Space');
  await expect(page).toHaveURL(/tool=/);
  await expect(page.getByText(/of \d+$/)).not.toHaveText(all ?? '');
  await page.goBack();
  await expect(page.getByText(all ?? '')).toBeVisible();
  const box = await slider.boundingBox();
  if (!box) throw new Error('the lanes have no place');
  await page.mouse.move(box.x + box.width * 0.3, box.y + 20);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.5, box.y + 20, { steps: 5 });
  await page.mouse.up();
  await expect(page).toHaveURL(/from=/);
  await page.getByRole('button', { name: /Undo zoom/ }).click();
  await expect(page).not.toHaveURL(/from=/);
});

test('a sighting leads to its device with every row, its tool’s marked; a filter goes with a click, a wrong ReportId is told in words', async ({
  page,
}) => {
  await page.goto('/?last=30d&tool=anydesk&q=ws-fin-014');
  await clickStart(
    page
      .getByRole('grid', { name: 'Sightings' })
      .getByRole('link', { name: /ws-fin-014/ })
      .first(),
  );
  await expect(page).toHaveURL(/\/devices\/.*mark=anydesk/);
  const marked = page.getByRole('region', { name: 'Tools on this device' }).locator('li[data-marked="true"]');
  await expect(marked).toContainText('AnyDesk');
  const total = async () => Number(((await page.getByText(/of [\d,]+$/).textContent()) ?? '').replace(/.*of |,/g, ''));
  const all = await total();
  await marked.getByRole('button', { name: /AnyDesk/ }).click();
  await expect(page).toHaveURL(/tool=anydesk/);
  await expect.poll(total).toBeLessThan(all);
  await expect(events(page).getByRole('row').nth(1)).toHaveAttribute('data-marked', 'true');
  await expect(page.getByRole('region', { name: 'Tools on this device' }).getByRole('listitem')).not.toHaveCount(1);
  await page.getByLabel('ReportId', { exact: true }).fill('abc');
  await expect(page.getByRole('alert').filter({ hasText: 'whole number' })).toBeVisible();
  await page.getByRole('button', { name: 'Remove the filter Tool AnyDesk' }).click();
  await expect(page).not.toHaveURL(/tool=/);
});

test('an event has every field, its ancestry back to the mail, and the minutes around it', async ({ page }) => {
  const deviceId = await openVictim(page);
  const answer = await page.request.get(`/api/devices/${deviceId}/events?tool=anydesk&signal=process&last=30d&limit=1000`);
  const rows: { id: string; columns: Record<string, string> }[] = (await answer.json()).rows;
  const install = rows.find((row) => row.columns.ProcessCommandLine?.includes('--install'));
  if (!install) throw new Error('the sample’s first intrusion lacks its installation');
  await page.goto(`/devices/${deviceId}/events/${install.id}`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('AnyDesk.exe');
  const tree = page.getByRole('region', { name: 'Processes' });
  for (const name of ['OUTLOOK.EXE', 'wscript.exe', 'powershell.exe', 'AnyDesk.exe']) await expect(tree).toContainText(name);
  await expect(
    page.getByRole('region', { name: '15 minutes before and after' }).getByRole('listitem', { disabled: false }).first(),
  ).toBeVisible();
  await expect(page.getByRole('region', { name: 'Command line', exact: true })).toContainText('--install');
  await expect(page.getByRole('region', { name: 'Command line of the initiating process' })).toContainText('Invoke-WebRequest');
  for (const name of ['Process', 'File', 'Version info', 'Account', 'Initiating process']) {
    await expect(page.getByRole('region', { name, exact: true })).toBeVisible();
  }
  await tree.getByRole('link', { name: /wscript\.exe/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('wscript.exe');
});

test('an event leads back to its device as it was asked; its minutes are widened; Esc goes one step out', async ({ page }) => {
  await openVictim(page);
  await page.getByText('Matched by a hunt', { exact: true }).click();
  await expect(page).toHaveURL(/matched=1/);
  await events(page).getByRole('row').nth(1).click();
  await page.getByRole('complementary', { name: 'Event' }).getByRole('link', { name: 'Open event' }).click();
  await expect(page).toHaveURL(/\/events\/.*last=7d/);
  const around = page.getByRole('region', { name: /minutes before and after/ });
  const rows = async () => Number(/of (\d+) rows/.exec((await around.textContent()) ?? '')?.[1]);
  await expect.poll(rows).toBeGreaterThan(0);
  const few = await rows();
  await around.getByText('±60 min').click();
  await expect.poll(rows).toBeGreaterThan(few);
  await expect(around.getByRole('link', { name: /^All events of the device/ })).toHaveAttribute('href', /from=.*to=/);
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/last=7d&matched=1&event=/);
  await expect(events(page)).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page).not.toHaveURL(/event=/);
  await page.getByRole('navigation', { name: 'Breadcrumb' }).getByRole('link', { name: 'Sightings' }).click();
  await expect(page.getByRole('grid', { name: 'Sightings' })).toBeVisible();
});

test('an event is copied as JSON, as KQL that finds it, and as Markdown', async ({ page }) => {
  // The page may write to the clipboard, but its own policy forbids it to read: what is written is heard here.
  await page.addInitScript(() => {
    navigator.clipboard.writeText = async (text) => {
      document.documentElement.dataset.copied = text;
    };
  });
  await openVictim(page);
  await events(page).getByRole('row').nth(1).click();
  const panel = page.getByRole('complementary', { name: 'Event' });
  await expect(panel.getByRole('button', { name: /Copy event/ })).toBeVisible();
  const copied = async (form: string) => {
    await panel.getByRole('button', { name: /Copy event/ }).click();
    await page.getByRole('menuitem', { name: new RegExp(`^${form}`) }).click();
    await expect(panel.getByText(`${form} copied`)).toBeVisible();
    return page.evaluate(() => document.documentElement.dataset.copied ?? '');
  };
  const row = JSON.parse(await copied('JSON'));
  expect(row.ReportId).toMatch(/^\d+$/);
  expect(row.Timestamp).toMatch(/\.\d{7}Z$/);
  expect(await copied('KQL')).toContain(row.ReportId);
  expect(await copied('Markdown')).toContain('| Field | Value |');
});

test('the keyboard walks the events and opens one', async ({ page }) => {
  await openVictim(page);
  await expect(events(page).getByRole('row').nth(1)).toBeVisible();
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('complementary', { name: 'Event' })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/events\//);
  await page.goBack();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('complementary', { name: 'Event' })).toHaveCount(0);
});

test('the events take no focus but by a key, are searched by words, and each lane is one tab stop', async ({ page }) => {
  await openVictim(page);
  await expect(events(page).getByRole('row').nth(1)).toBeVisible();
  await expect(events(page)).not.toBeFocused();
  await page.keyboard.press('j');
  await expect(events(page)).toBeFocused();
  const lanes = page.getByRole('region', { name: 'Tools on this device' });
  expect(await lanes.locator('ul [tabindex="0"]').count()).toBe(0);
  await page.keyboard.press('/');
  await page.keyboard.type('--install');
  await expect(page).toHaveURL(/q=--install/);
  await expect(page.getByText(/^1–\d of \d$/)).toBeVisible();
  await page.getByRole('button', { name: 'Clear the search' }).click();
  await expect(page).not.toHaveURL(/q=/);
});

test('the catalogue says what was found of each tool, and leads to its page and its sightings', async ({ page }) => {
  await page.goto('/hunts');
  await page.getByText('Found', { exact: true }).click();
  await page.getByLabel('Search hunts').fill('anydesk software');
  await expect(page).toHaveURL(/q=anydesk\+software&found=yes/);
  const row = page.getByRole('row', { name: /AnyDesk Software/ });
  await expect(row.getByRole('link', { name: /AnyDesk - File Signature/ })).toBeVisible();
  const found = row.getByRole('link', { name: /devices? with AnyDesk in the last 30 days/ });
  const count = await found.textContent();
  await row.getByRole('link', { name: 'AnyDesk', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'AnyDesk' })).toBeVisible();
  await page.goto('/tools/anydesk?last=30d');
  await expect(page.getByText(new RegExp(`^${count} of \\d+ devices`))).toBeVisible();
  await expect(page.getByRole('region', { name: 'Relays' }).getByText('the vendor’s').first()).toBeVisible();
  await page.getByText(/AnyDesk - File Signature/).click();
  await expect(page.getByRole('region', { name: 'Hunts' }).getByRole('heading', { name: 'As sent' })).toBeVisible();
  await page.getByRole('link', { name: 'Its sightings' }).click();
  await expect(page).toHaveURL(/last=30d&tool=anydesk/);
  await expect(page.getByText(`of ${count}`).first()).toBeVisible();
});

test('what does not exist is a real 404', async ({ page, quiet }) => {
  quiet.push('404');
  const deviceId = await openVictim(page);
  for (const path of [
    '/devices/nope',
    `/devices/${deviceId}/events/process-1-1`,
    `/devices/${deviceId}/events/nope`,
    '/hunts/nope',
    '/tools/nope',
    '/nowhere',
  ]) {
    const response = await page.goto(path);
    expect(response?.status(), path).toBe(404);
    await expect(page.getByRole('heading', { level: 1 }), path).toBeVisible();
  }
  expect((await page.request.get('/api/devices/nope')).status()).toBe(404);
});

test('the sample’s hostile device is shown as text on every screen', async ({ page }) => {
  const answer = await page.request.get(`/api/sightings?last=30d&limit=1000`);
  const rows: { deviceId: string; deviceName: string }[] = (await answer.json()).rows;
  const hostile = rows.filter((row) => !/^[0-9a-f]{40}$/.test(row.deviceId) || !/^[\w.-]+$/.test(row.deviceName));
  expect(hostile.length).toBeGreaterThan(0);
  for (const deviceId of new Set(hostile.map((row) => row.deviceId))) {
    await page.goto(`/devices/${encodeURIComponent(deviceId)}?last=30d`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await events(page).getByRole('row').nth(1).click();
    await expect(page.getByRole('complementary', { name: 'Event' }).getByText('ReportId').first()).toBeVisible();
    expect(await page.evaluate(() => document.querySelectorAll('main script, main iframe, main img').length)).toBe(0);
    expect(await page.evaluate(() => /[\u202a-\u202e\u2066-\u2069]/.test(document.body.innerText))).toBe(false);
  }
});

test('a device is shared frozen, opened in another session, revoked, and then says so', async ({ page, browser }) => {
  const deviceId = await openVictim(page);
  await page.goto(`/devices/${deviceId}?last=30d`);
  await page.getByRole('button', { name: 'Share' }).click();
  await page.getByRole('button', { name: 'Make the link' }).click();
  const url = await page.getByRole('textbox', { name: 'The link' }).inputValue();
  const id = new URL(url).pathname.split('/').at(-1);

  const other = await browser.newContext({ storageState: { cookies: [], origins: [] } });
  const reader = await other.newPage();
  await reader.goto(url);
  await expect(reader, 'it shows nothing without a session').toHaveURL(/sign-in/);
  await reader.goto(signInLink());
  await expect(reader, 'the sign-in leads back to it').toHaveURL(url);
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
  await other.close();
});
