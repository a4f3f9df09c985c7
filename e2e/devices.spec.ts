import type { Page } from '@playwright/test';
import { clickStart, dragAcross, expect, hearClipboard, test } from './fixtures';
import { BASE_URL } from './server';

/** The device of the sample's first intrusion: AnyDesk out of a mail. */
async function victim(page: Page): Promise<string> {
  const answer = await page.request.get('/api/sightings?q=ws-fin-014&tool=anydesk&last=30d');
  return (await answer.json()).rows[0].deviceId;
}

const events = (page: Page) => page.getByRole('grid', { name: 'Events' });
const lanes = (page: Page) => page.getByRole('region', { name: 'Tools on this device' });
const eventPanel = (page: Page) => page.getByRole('complementary', { name: 'Event' });

test.describe.configure({ mode: 'parallel' });

test('a device says which tools ran, since when, by whom; its events are narrowed by lane, time and words, walked by keys, and copied', async ({
  page,
}) => {
  await page.goto(`/devices/${await victim(page)}?last=7d`);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('ws-fin-014');
  const lane = lanes(page).getByRole('listitem').filter({ hasText: 'AnyDesk' }).first();
  for (const text of ['2026-03-06 08:39:19', 'nils.haddad', 'powershell.exe']) await expect(lane).toContainText(text);
  await expect(page.getByText('Windows11').first()).toBeVisible();

  await test.step('a lane narrows the events to its tool, a drag to a time, and each is undone in one step', async () => {
    await expect(events(page).getByRole('row').nth(1)).toBeVisible();
    await expect(events(page), 'the events take no focus but by a key').not.toBeFocused();
    expect(await lanes(page).locator('ul [tabindex="0"]').count(), 'each lane is one tab stop').toBe(0);
    const all = await page.getByText(/of \d+$/).textContent();
    const slider = page.getByRole('slider');
    await slider.focus();
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Space');
    await expect(page).toHaveURL(/tool=/);
    await expect(page.getByText(/of \d+$/)).not.toHaveText(all ?? '');
    await page.goBack();
    await expect(page.getByText(all ?? '')).toBeVisible();
    await dragAcross(page, slider, 0.3, 0.5, 20);
    await expect(page).toHaveURL(/from=/);
    await page.getByRole('button', { name: /Undo zoom/ }).click();
    await expect(page).not.toHaveURL(/from=/);
    await page.mouse.move(5, 5);
  });

  await test.step('words', async () => {
    await page.keyboard.press('/');
    await page.keyboard.type('--install');
    await expect(page).toHaveURL(/q=--install/);
    await expect(page.getByText(/^1–\d of \d$/)).toBeVisible();
    await page.getByRole('button', { name: 'Clear the search' }).click();
    await expect(page).not.toHaveURL(/q=/);
    await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
  });

  await test.step('the keyboard walks the events and opens one', async () => {
    await expect(events(page).getByRole('row').nth(9)).toBeVisible();
    await page.keyboard.press('j');
    await expect(events(page)).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(eventPanel(page)).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/\/events\//);
    await page.goBack();
    await expect(eventPanel(page)).toBeVisible();
  });

  await test.step('it is copied as JSON, as KQL that finds it, and as Markdown', async () => {
    const heard = await hearClipboard(page);
    const copied = async (form: string) => {
      await eventPanel(page)
        .getByRole('button', { name: /Copy event/ })
        .click();
      await page.getByRole('menuitem', { name: new RegExp(`^${form}`) }).click();
      await expect(eventPanel(page).getByText(`${form} copied`)).toBeVisible();
      return heard();
    };
    const row = JSON.parse(await copied('JSON'));
    expect(row.ReportId).toMatch(/^\d+$/);
    expect(row.Timestamp).toMatch(/\.\d{7}Z$/);
    expect(await copied('KQL')).toContain(row.ReportId);
    expect(await copied('Markdown')).toContain('| Field | Value |');
    await page.keyboard.press('Escape');
    await expect(eventPanel(page)).toHaveCount(0);
  });
});

test('a sighting leads to its device with every row, its tool’s marked; an event has its minutes around it; Esc goes one step out', async ({
  page,
}) => {
  await page.goto('/?last=30d&tool=anydesk&q=ws-fin-014');
  const sighting = page.getByRole('grid', { name: 'Sightings' }).getByRole('link', { name: /ws-fin-014/ });
  await clickStart(sighting.first());
  await expect(page).toHaveURL(/\/devices\/.*mark=anydesk/);
  const marked = lanes(page).locator('li[data-marked="true"]');
  await expect(marked).toContainText('AnyDesk');

  await test.step('a filter goes with a click, a wrong ReportId is told in words', async () => {
    const total = async () => Number(((await page.getByText(/of [\d,]+$/).textContent()) ?? '').replace(/.*of |,/g, ''));
    const all = await total();
    await marked.getByRole('button', { name: /AnyDesk/ }).click();
    await expect(page).toHaveURL(/tool=anydesk/);
    await expect.poll(total).toBeLessThan(all);
    await expect(events(page).getByRole('row').nth(1)).toHaveAttribute('data-marked', 'true');
    await expect(lanes(page).getByRole('listitem')).not.toHaveCount(1);
    await page.getByLabel('ReportId', { exact: true }).fill('abc');
    await expect(page.getByRole('alert').filter({ hasText: 'whole number' })).toBeVisible();
    await page.getByLabel('ReportId', { exact: true }).fill('');
    await page.getByRole('button', { name: 'Remove the filter Tool AnyDesk' }).click();
    await expect(page).not.toHaveURL(/tool=/);
  });

  await test.step('an event leads back to its device as it was asked; its minutes are widened', async () => {
    await page.getByText('Matched by a hunt', { exact: true }).click();
    await expect(page).toHaveURL(/matched=1/);
    await expect(events(page)).toHaveAttribute('aria-busy', 'false');
    await events(page).getByRole('row').nth(1).click();
    await eventPanel(page).getByRole('link', { name: 'Open event' }).click();
    await expect(page).toHaveURL(/\/events\/.*last=30d/);
    const around = page.getByRole('region', { name: /minutes before and after/ });
    const rows = async () => Number(/of (\d+) rows/.exec((await around.textContent()) ?? '')?.[1]);
    await expect.poll(rows).toBeGreaterThan(0);
    const few = await rows();
    await around.getByText('±60 min').click();
    await expect.poll(rows).toBeGreaterThan(few);
    await expect(around.getByRole('link', { name: /^All events of the device/ })).toHaveAttribute('href', /from=.*to=/);
    await page.keyboard.press('Escape');
    await expect(page).toHaveURL(/last=30d.*matched=1.*event=/);
    await expect(events(page)).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(page).not.toHaveURL(/event=/);
    await expect(eventPanel(page)).toHaveCount(0);
    await page.getByRole('navigation', { name: 'Breadcrumb' }).getByRole('link', { name: 'Sightings' }).click();
    await expect(page.getByRole('grid', { name: 'Sightings' })).toBeVisible();
  });
});

test('an event has every field, its ancestry back to the mail, and the minutes around it', async ({ page }) => {
  const deviceId = await victim(page);
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

test('events are excluded from a cell, and those that are excluded are marked', async ({ page }) => {
  const deviceId = await victim(page);
  const headers = { origin: BASE_URL };
  const where = {
    all: [
      { column: 'deviceId', op: '==', value: deviceId },
      { column: 'FileName', op: '=~', value: 'anydesk.exe' },
    ],
  };
  const data = { name: 'Marked events', tool: 'AnyDesk', where, reason: 'a test', expiresAt: '2026-04-01T00:00:00Z' };
  const { id } = await (await page.request.post('/api/exclusions', { headers, data })).json();
  await page.goto(`/devices/${deviceId}?last=7d&tool=anydesk&signal=process`);
  const marks = events(page).getByRole('link', { name: /excluded by “Marked events”/ });
  await expect(marks.first()).toBeVisible();
  await page.request.patch(`/api/exclusions/${id}`, { headers, data: { action: 'off' } });

  await events(page).getByRole('row').nth(1).locator('[data-column="event-account"]').hover();
  await page.getByRole('button', { name: /^Exclude events with account / }).click();
  await expect(page.getByRole('heading', { name: 'New exclusion' })).toBeVisible();
  await expect(page.getByLabel('Column')).toHaveValue('account');
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

test('what does not exist is a real 404, with words', async ({ page, quiet }) => {
  quiet.push('404');
  const device = `/devices/${await victim(page)}`;
  for (const path of [
    '/api/devices/nope',
    '/devices/nope',
    `${device}/events/process-1-1`,
    `${device}/events/nope`,
    '/hunts/nope',
    '/tools/nope',
  ])
    expect((await page.request.get(path, { headers: { accept: 'text/html' } })).status(), path).toBe(404);
  for (const path of ['/devices/nope', '/nowhere']) {
    const response = await page.goto(path);
    expect(response?.status(), path).toBe(404);
    await expect(page.getByRole('heading', { level: 1 }), path).toContainText('nothing at this address');
  }
});

test('the sample’s hostile names are shown as text in the list, its panel, and on their devices', async ({ page }) => {
  const expectNoMarkup = async () => {
    expect(await page.locator('main :is(script, iframe, img)').count()).toBe(0);
    expect(await page.evaluate(() => /[\u202a-\u202e\u2066-\u2069]/.test(document.body.innerText))).toBe(false);
  };
  const answer = await page.request.get(`/api/sightings?last=30d&limit=1000`);
  const sightings: { deviceId: string; deviceName: string }[] = (await answer.json()).rows;
  const hostile = sightings.filter((row) => !/^[0-9a-f]{40}$/.test(row.deviceId) || !/^[\w.-]+$/.test(row.deviceName));
  expect(new Set(hostile.map((row) => row.deviceId)).size).toBeGreaterThanOrEqual(4);

  await page.goto('/?last=30d&q=%3Cimg');
  const list = page.getByRole('grid', { name: 'Sightings' });
  await expect(list.getByRole('row').nth(1)).toContainText('<img src=x onerror=alert(document.domain)>');
  await expectNoMarkup();
  await list.getByRole('row').nth(1).click();
  await expect(page.getByRole('complementary', { name: 'Sighting' })).toContainText('<img src=x onerror=alert(document.domain)>');
  await expectNoMarkup();

  // Their rows are alike. In a browser the two matter whose name is markup, and whose id is a path.
  const ids = [...new Set(hostile.map((row) => row.deviceId))];
  for (const id of ids)
    expect((await page.request.get(`/api/devices/${encodeURIComponent(id)}?last=30d`)).status(), id).toBe(200);
  const [markup, path] = [
    hostile.find((row) => row.deviceName.startsWith('<img')),
    hostile.find((row) => row.deviceId.includes('/')),
  ];
  for (const { deviceId } of [markup, path].filter((row) => row !== undefined)) {
    await page.goto(`/devices/${encodeURIComponent(deviceId)}?last=30d`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await events(page).getByRole('row').nth(1).click();
    await expect(eventPanel(page).getByText('ReportId').first()).toBeVisible();
    await expectNoMarkup();
  }
});
