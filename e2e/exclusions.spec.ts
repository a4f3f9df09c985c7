import { expect, test } from './fixtures';

test('known good is excluded from a cell, counted, shown on demand, and back when the exclusion is turned off', async ({
  page,
}) => {
  await page.goto('/?tool=splashtop');
  const grid = page.getByRole('grid', { name: 'Sightings' });
  const first = grid.getByRole('row').nth(1);
  await expect(first).toBeVisible();
  const device = /^[a-z]+-[a-z]+-\d+/.exec(await first.locator('[data-column="device"]').innerText())?.[0] ?? 'no device';
  const rows = grid.getByRole('row').filter({ hasText: device });
  await expect(rows).toHaveCount(1);

  await first.locator('[data-column="device"]').hover();
  await page.getByRole('button', { name: new RegExp(`^Exclude ${device}`) }).click();
  await expect(page.getByRole('heading', { name: 'New exclusion' })).toBeVisible();
  const preview = page.getByRole('complementary', { name: 'Preview' });
  await expect(preview.getByText(/It would take out 1 whole sighting and [\d,]+ events? on 1 device/)).toBeVisible();
  await expect(preview.getByRole('row').filter({ hasText: device })).toContainText('all');
  // Of every tool and every account it would hide all there is.
  await page.getByLabel('Tool', { exact: true }).selectOption('');
  await page.getByLabel('Column').selectOption('account');
  await page.getByLabel('Operator').selectOption('!=');
  await page.getByLabel('Value', { exact: true }).fill('nobody');
  await expect(preview.getByRole('list', { name: 'Warnings' })).toContainText('stay');
  await page.getByLabel('Column').selectOption('deviceName');
  await expect(preview.getByRole('list', { name: 'Warnings' })).toContainText('It hides everything');

  await page.getByLabel('Tool', { exact: true }).selectOption('Splashtop');
  await page.getByLabel('Operator').selectOption('startswith');
  const save = page.getByRole('button', { name: 'Exclude', exact: true });
  await page.getByLabel('Value', { exact: true }).fill(device);
  await expect(save).toBeDisabled();
  await expect(page.getByText('It waits for the preview of these conditions.')).toBeVisible();
  await expect(preview.getByText('what the conditions before would take out')).toBeVisible();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Help desk on its own device');
  await save.click();
  await expect(page.getByText('Say why this is known to be good.')).toBeVisible();
  await page.getByRole('textbox', { name: 'Reason' }).fill('It is the help desk’s own.');
  await expect(preview.getByText(/1 whole sighting/)).toBeVisible();
  await save.click();

  await expect(page).toHaveURL(/tool=splashtop/);
  const excluded = page.getByRole('button', { name: /^(?:Show|Hide) \d+ excluded$/ });
  await expect(excluded).toBeVisible();
  await expect(rows).toHaveCount(0);
  await excluded.click();
  await expect(page).toHaveURL(/excluded=show/);
  await expect(rows).toContainText('excluded');
  const mark = rows.getByRole('link', { name: /excluded by “Help desk on its own device”/ });
  await mark.click();

  await expect(page.getByRole('heading', { level: 1, name: 'Exclusions' })).toBeVisible();
  const entry = page.getByRole('row').filter({ hasText: 'Help desk on its own device' });
  await expect(entry).toContainText('Active');
  await expect(entry.getByRole('link', { name: /1 whole sighting/ })).toHaveAttribute('href', /exclusion=/);
  await entry.getByRole('button', { name: 'Turn off' }).click();
  await expect(entry).toContainText('Active');
  await page
    .getByRole('dialog', { name: /^Turn off/ })
    .getByRole('button', { name: 'Turn off' })
    .click();
  await expect(entry).toContainText('Off');
  await page.goto('/?tool=splashtop');
  await expect(rows).toHaveCount(1);
  await expect(rows).not.toContainText('excluded');
});
