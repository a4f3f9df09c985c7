import { readFileSync } from 'node:fs';
import { type BrowserContext, test as base, expect, type Locator, type Page } from '@playwright/test';
import { STORAGE_STATE } from './server';

/** Chrome warns of the styles of a page that one left before it was shown. */
const leftEarly = /\/_next\/static\/chunks\/\S+\.css was preloaded using link preload but not used/;

/** What a browser complains of fails the test: exceptions, console errors (CSP and hydration among them), failed requests. */
function complaints(page: Page): string[] {
  const heard: string[] = [];
  page.on('pageerror', (error) => heard.push(`exception: ${error.message}`));
  page.on('console', (message) => {
    if (leftEarly.test(message.text())) return;
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
    await signInAs(shared, STORAGE_STATE);
    const page = await shared.newPage();
    await use(page);
    await page.close();
  },
});

/** Whoever was signed in, from now on it is the session that was kept in `state`. */
export async function signInAs(context: BrowserContext, state: string): Promise<void> {
  await context.clearCookies();
  await context.addCookies(JSON.parse(readFileSync(state, 'utf8')).cookies);
}

/** The page may write to the clipboard, but its own policy forbids it to read: gives what is written from now on until the next load. */
export async function hearClipboard(page: Page): Promise<() => Promise<string>> {
  await page.evaluate(() => {
    navigator.clipboard.writeText = async (text) => {
      document.documentElement.dataset.copied = text;
    };
  });
  return () => page.evaluate(() => document.documentElement.dataset.copied ?? '');
}

/** Drags from one part of an element's width to another, in its middle or `y` pixels below its top. */
export async function dragAcross(page: Page, element: Locator, from: number, to: number, y?: number): Promise<void> {
  const box = await element.boundingBox();
  if (!box) throw new Error('it has no place on the screen');
  const at = box.y + (y ?? box.height / 2);
  await page.mouse.move(box.x + box.width * from, at);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * to, at, { steps: 5 });
  await page.mouse.up();
}

/** How far the page is wider than the window, in pixels. */
export const tooWide = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

/** After a change of the window's size: what asks for its own size has drawn itself anew by the second frame. */
export const laidOut = (page: Page) =>
  page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));

export const smallWindows = [
  ['a phone', { width: 390, height: 844 }],
  ['150 % zoom', { width: 960, height: 600 }],
] as const;

/** Clicks a link where the buttons of its cell never are: they cover the cell's end once the pointer rests there. */
export const clickStart = (link: Locator) => link.click({ position: { x: 8, y: 8 } });

export { expect };
