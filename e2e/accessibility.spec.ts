import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';

const screens = [
  '/',
  '/?last=30d&q=no-such-thing',
  '/hunts',
  '/tools/anydesk',
  '/hunts/865f9d1e-a01a-46b9-a909-2f93fbab5331',
  '/exclusions',
  '/exclusions/new?seed={"tool":"AnyDesk","where":{"column":"account","op":"!=","value":"x"}}',
  '/status',
  '/audit',
  '/links',
  '/shifts',
  '/webhooks',
  '/handovers',
];

/** In the dark nothing differs but the colours. */
const checks = {
  light: (page: Page) => new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']),
  dark: (page: Page) => new AxeBuilder({ page }).withRules('color-contrast'),
};

test.describe.configure({ mode: 'parallel' });

for (const scheme of ['light', 'dark'] as const) {
  test(`axe finds nothing, ${scheme}`, async ({ page }) => {
    test.setTimeout(300_000); // axe takes seconds for a screen of hundreds of rows
    await page.emulateMedia({ colorScheme: scheme });
    const { rows } = await (await page.request.get('/api/sightings?tool=anydesk&limit=1')).json();
    const { deviceId } = rows[0];
    const { rows: events } = await (await page.request.get(`/api/devices/${deviceId}/events?limit=1`)).json();
    for (const path of [...screens, `/devices/${deviceId}`, `/devices/${deviceId}/events/${events[0].id}`]) {
      await page.goto(path);
      await expect(page.getByRole('main')).toBeVisible();
      await page.waitForLoadState('networkidle'); // charts and lists are drawn by then; axe must see them
      const { violations } = await checks[scheme](page).analyze();
      expect(violations.map(({ id, nodes }) => `${path}: ${id}: ${nodes[0]?.html}`)).toEqual([]);
    }
  });
}
