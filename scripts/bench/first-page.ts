import { chromium, type Page } from '@playwright/test';
import { z } from 'zod';
import config from '../../playwright.config';
import { base, startApp } from './app';
import { signedInPage } from './browser';
import { show, spread } from './measure';

const NOW = '2026-03-10T12:00:00.0000000Z';
const TURNS = 10;
const ANSWER = '/api/sightings?omit=reportIds&soon=1';

// These are text because the compiler of this file would put helpers into a function, which the page does not have.
const WATCH = `new MutationObserver((_, watch) => {
  if (!document.querySelector('[role=grid] [role=row] [role=gridcell]')) return;
  watch.disconnect();
  requestAnimationFrame(() => setTimeout(() => { window.painted = performance.now(); }));
}).observe(document, { childList: true, subtree: true });`;
const TIMES = `(() => {
  const asked = performance.getEntriesByType('resource').find(({ name }) => name.includes('/api/sightings'));
  return { painted: window.painted ?? 0, asked: asked?.startTime ?? 0, answered: asked?.responseEnd ?? 0 };
})()`;
const timesSchema = z.object({ painted: z.number(), asked: z.number(), answered: z.number() });

/** Measures it on the sample telemetry, which is made in `dir` if there is none. */
export async function benchFirstPage(dir: string): Promise<void> {
  const app = await startApp(dir, NOW);
  try {
    await timeFirstPage(base, app.cookie);
  } finally {
    app.stop();
  }
}

/**
 * What a person waits for who opens the sightings page, when the server has answered the same question before: its HTML, its answer, and a
 * browser until it has painted the first row. `address` is the server's, `cookie` that of a session.
 */
export async function timeFirstPage(address: string, cookie: string): Promise<void> {
  const get = async (path: string) => {
    const began = performance.now();
    const response = await fetch(address + path, { headers: { cookie } });
    await response.text();
    if (!response.ok) throw new Error(`${path} answered ${response.status}`);
    return performance.now() - began;
  };
  const timesOf = async (path: string) => {
    await get(path);
    const times: number[] = [];
    for (let i = 0; i < TURNS; i++) times.push(await get(path));
    return spread(times);
  };
  console.log('\nThe first page of a server that has answered its question before (wanted: under 300 ms)');
  console.log(`  HTML                    ${show(await timesOf('/'))}`);
  console.log(`  answer                  ${show(await timesOf(ANSWER))}`);
  const browser = await chromium.launch(config.use?.launchOptions);
  try {
    await benchBrowser(await signedInPage(browser, address, cookie), address);
  } finally {
    await browser.close();
  }
}

async function benchBrowser(page: Page, address: string): Promise<void> {
  await page.addInitScript(WATCH);
  await page.goto(address);
  await page.getByRole('gridcell').first().waitFor();
  const client = await page.context().newCDPSession(page);
  await client.send('Performance.enable', { timeDomain: 'threadTicks' });
  const turns: (z.infer<typeof timesSchema> & { script: number })[] = [];
  for (let i = 0; i < TURNS; i++) {
    await page.goto('about:blank');
    await page.goto(address, { waitUntil: 'commit' });
    await page.getByRole('gridcell').first().waitFor();
    const times = timesSchema.parse(await page.evaluate(TIMES));
    const { metrics } = await client.send('Performance.getMetrics');
    const script = metrics.find(({ name }) => name === 'ScriptDuration')?.value ?? 0;
    turns.push({ ...times, script: script * 1000 });
  }
  const of = (what: (turn: (typeof turns)[0]) => number) => show(spread(turns.map(what)));
  console.log(`  first row painted       ${of(({ painted }) => painted)}`);
  console.log(`    until it is asked     ${of(({ asked }) => asked)}`);
  console.log(`    until it is answered  ${of(({ answered, asked }) => answered - asked)}`);
  console.log(`    until it is painted   ${of(({ painted, answered }) => painted - answered)}`);
  console.log(`  CPU of its JavaScript   ${of(({ script }) => script)}`);
}
