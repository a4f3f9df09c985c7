import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, laidOut, smallWindows, test, tooWide } from './fixtures';

const screens = {
  'of what was found': async (page: Page) => {
    const { rows } = await (await page.request.get('/api/sightings?tool=anydesk&limit=1')).json();
    const { deviceId } = rows[0];
    const { rows: events } = await (await page.request.get(`/api/devices/${deviceId}/events?limit=1`)).json();
    return [
      // As many rows as show what rows can be: axe takes its time for each.
      '/?last=30d&tool=anydesk&tool=realvnc',
      '/?last=30d&q=no-such-thing',
      '/tools/anydesk',
      `/devices/${deviceId}?last=7d`,
      `/devices/${deviceId}/events/${events[0].id}`,
    ];
  },
  'of the team': () => [
    '/hunts',
    '/hunts/865f9d1e-a01a-46b9-a909-2f93fbab5331',
    '/exclusions',
    '/exclusions/new?seed={"tool":"AnyDesk","where":{"column":"account","op":"!=","value":"x"}}',
    '/status',
    '/audit',
    '/links',
    '/shifts',
    '/webhooks',
    '/handovers',
  ],
};

const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** In the dark nothing differs but the colours. */
const schemes = [
  ['light', { type: 'tag', values: wcag }],
  ['dark', { type: 'rule', values: ['color-contrast'] }],
] as const;

/** What axe finds wrong. Without the legacy mode it also sends all that is right through a second page, which takes longer than the checks. */
async function violations(page: Page, runOnly: { type: 'tag' | 'rule'; values: readonly string[] }): Promise<string[]> {
  const found = await new AxeBuilder({ page })
    .setLegacyMode()
    .options({ runOnly: { ...runOnly, values: [...runOnly.values] }, resultTypes: ['violations'] })
    .analyze();
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}

test.describe.configure({ mode: 'parallel' });

for (const [which, paths] of Object.entries(screens)) {
  test(`axe finds nothing on the screens ${which}, light and dark, and no small window cuts them off at the side`, async ({
    page,
  }) => {
    test.setTimeout(300_000); // axe takes seconds for a screen of hundreds of rows
    const usual = page.viewportSize();
    for (const path of await paths(page)) {
      if (usual) await page.setViewportSize(usual);
      await page.emulateMedia({ colorScheme: 'light' });
      await page.goto(path);
      await expect(page.getByRole('main')).toBeVisible();
      await page.waitForLoadState('networkidle'); // charts and lists are drawn by then; axe must see them
      for (const [scheme, runOnly] of schemes) {
        await page.emulateMedia({ colorScheme: scheme });
        await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', scheme);
        await expect(page.locator('[aria-busy="true"]')).toHaveCount(0); // an old answer is paler until the next is there
        expect(await violations(page, runOnly), `${path}, ${scheme}`).toEqual([]);
      }
      for (const [name, viewport] of smallWindows) {
        await page.setViewportSize(viewport);
        await laidOut(page);
        expect(await tooWide(page), `${path}, ${name}`).toBeLessThanOrEqual(0);
      }
    }
  });
}
