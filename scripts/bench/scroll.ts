import { chromium } from '@playwright/test';
import { z } from 'zod';
import config from '../../playwright.config';
import { signedInPage } from './browser';
import { spread } from './measure';

// This is text because the compiler of this file would put helpers into a function, which the page does not have.
const RECORD = `window.frames = [];
  const tick = (at) => { window.frames.push(at); requestAnimationFrame(tick); };
  requestAnimationFrame(tick);`;

/** Scrolls the table in a real browser and counts late frames (two or more refreshes at 60 Hz). */
export async function benchScroll(base: string, cookie: string): Promise<void> {
  const browser = await chromium.launch(config.use?.launchOptions);
  try {
    const page = await signedInPage(browser, base, cookie);
    await page.goto(base);
    const table = page.getByRole('grid', { name: 'Sightings' });
    await table.getByRole('row').nth(10).waitFor();
    await table.hover();
    await page.evaluate(RECORD);
    for (let i = 0; i < 120; i++) {
      await page.mouse.wheel(0, 120);
      await page.waitForTimeout(16);
    }
    const frames = z.array(z.number()).parse(await page.evaluate('window.frames'));
    const gaps = frames.slice(1).map((at, i) => at - (frames[i] ?? at));
    const late = gaps.filter((gap) => gap > 33.4).length;
    console.log(
      `\nScrolling 14,400 px: ${late} of ${gaps.length} frames came late; a frame took ${spread(gaps).median.toFixed(1)} ms, at most ${spread(gaps).max.toFixed(0)} ms`,
    );
  } finally {
    await browser.close();
  }
}
