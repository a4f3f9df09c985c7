import { readFileSync } from 'node:fs';
import { type BrowserContext, test as base, expect, type Locator, type Page } from '@playwright/test';
import { STORAGE_STATE } from './server';

/** What a browser complains of fails the test: exceptions, console errors (CSP and hydration among them), failed requests. */
function complaints(page: Page): string[] {
  const heard: string[] = [];
  page.on('pageerror', (error) => heard.push(`exception: ${error.message}`));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) heard.push(`console: ${message.text()}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 500) heard.push(`${response.status()} ${response.url()}`);
  });
  return heard;
}

/** Each story has a browser context of its own. */
export const testAlone = base.extend<{ quiet: string[] }>({
  storageState: STORAGE_STATE,
  /** What this test expects to be complained of: patterns as text. */
  quiet: [
    async ({ page }, use) => {
      const heard = complaints(page);
      // All stories are one person, who may have so many questions open: a page that is told to wait asks again by itself.
      const expected = ['status of 429'];
      await use(expected);
      expect(heard.filter((line) => !expected.some((pattern) => line.includes(pattern)))).toEqual([]);
    },
    { auto: true },
  ],
});

export const test = testAlone.extend<object, { shared: BrowserContext }>({
  /** One context for all stories of a worker, so that the browser keeps the app's code and need not compile it for each story. */
  shared: [
    async ({ browser }, use, { project }) => {
      const { baseURL, viewport, timezoneId, contextOptions } = project.use;
      const context = await browser.newContext({
        ...contextOptions,
        ...(baseURL !== undefined && { baseURL }),
        ...(viewport !== undefined && { viewport }),
        ...(timezoneId !== undefined && { timezoneId }),
      });
      await use(context);
      await context.close();
    },
    { scope: 'worker' },
  ],
  /** A page of its own, signed in, with nobody's preferences. Both are in cookies. */
  page: async ({ shared }, use) => {
    await shared.clearCookies();
    await shared.addCookies(JSON.parse(readFileSync(STORAGE_STATE, 'utf8')).cookies);
    const page = await shared.newPage();
    await use(page);
    await page.close();
  },
});

/** Clicks a link where the buttons of its cell never are: they cover the cell's end once the pointer rests there. */
export const clickStart = (link: Locator) => link.click({ position: { x: 8, y: 8 } });

export { expect };
