import { existsSync } from 'node:fs';
import type { Browser, Page } from '@playwright/test';
import { expect, testAlone } from '../fixtures';
import { accessFile, PUBLIC_URL } from './server';

/** Nobody is signed in. The first story of a worker waits for the Azure mode, which comes up beside the stories of the other server. */
export const test = testAlone.extend<object, { up: undefined }>({
  storageState: { cookies: [], origins: [] },
  baseURL: PUBLIC_URL,
  ignoreHTTPSErrors: true,
  up: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern which fixtures this one needs
    async ({}, use) => {
      await expect.poll(() => existsSync(accessFile), { timeout: 280_000, message: 'the Azure mode is up' }).toBe(true);
      await use(undefined);
    },
    { scope: 'worker', auto: true, timeout: 300_000 },
  ],
});

/** Long enough for several queries that go to the stand-ins and back. */
export const answered = { timeout: 90_000 };

export const grid = (page: Page) => page.getByRole('grid', { name: 'Sightings' });

/** Opens the wanted page, and signs in on the sign-in page and at Entra, which leads back to the wanted page. */
export async function signIn(page: Page, person: RegExp, wanted = '/?last=30d') {
  await page.goto(wanted);
  await page.getByRole('link', { name: 'Sign in with Microsoft' }).click();
  await page.getByRole('button', { name: person }).click();
}

export async function freshPage(browser: Browser): Promise<Page> {
  return (await browser.newContext({ baseURL: PUBLIC_URL, ignoreHTTPSErrors: true })).newPage();
}

export { expect };
