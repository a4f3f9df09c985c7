import type { Browser, Page } from '@playwright/test';

/** A page of a new window of a browser, with the session of a cookie at the server `base`. */
export async function signedInPage(browser: Browser, base: string, cookie: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await context.addCookies(
    cookie.split('; ').map((pair) => {
      const at = pair.indexOf('=');
      return { name: pair.slice(0, at), value: pair.slice(at + 1), url: base };
    }),
  );
  return await context.newPage();
}
