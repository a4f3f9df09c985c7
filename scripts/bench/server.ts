import { gzipSync } from 'node:zlib';
import { base, startApp } from './app';
import { timeFirstPage } from './first-page';
import { inTurns, show, spread } from './measure';
import { benchScroll } from './scroll';
import { sightingsData } from './sightings-data';

/** Starts the built app on its own data and measures what a person waits for. */
export async function benchServer(dir: string, sightings: number): Promise<void> {
  const app = await startApp(dir, await sightingsData(dir, sightings));
  try {
    console.log(`\nFrom the command to the printed sign-in link: ${(app.startMs / 1000).toFixed(1)} s (wanted: under 5 s)`);
    await benchAnswers(app.cookie, sightings);
    await benchJavaScript(app.cookie);
    await timeFirstPage(base, app.cookie);
    await benchScroll(base, app.cookie);
  } finally {
    app.stop();
  }
}

/** Sorts, filters and pages over all sightings. Each question is new to the server the first time. */
async function benchAnswers(cookie: string, sightings: number): Promise<void> {
  const get = async (query: string) => {
    const began = performance.now();
    const response = await fetch(`${base}/api/sightings?${query}`, { headers: { cookie } });
    const body = (await response.json()) as { total: number; nextCursor: string | null };
    if (!response.ok) throw new Error(JSON.stringify(body));
    return { ms: performance.now() - began, ...body };
  };
  const first = await get('omit=reportIds');
  console.log(`\n${sightings} sightings wanted, ${first.total} found; the first sweep took ${(first.ms / 1000).toFixed(1)} s`);
  const kinds: Record<string, (i: number) => string> = {
    sort: (i) =>
      `omit=reportIds&sort=${['tool', '-tool', 'device', '-device', 'firstSeen', '-firstSeen', 'count', '-count', 'lastSeen', '-lastSeen', 'accounts', '-accounts'][i]}`,
    filter: (i) => `omit=reportIds&${['q=', 'device=!', 'account=!'][i % 3]}${i + 10}`,
    page: (i) =>
      `omit=reportIds&cursor=${Buffer.from(JSON.stringify({ ...JSON.parse(Buffer.from(first.nextCursor ?? '', 'base64url').toString()), offset: i * 997 })).toString('base64url')}`,
  };
  for (const [kind, query] of Object.entries(kinds)) {
    const times: number[] = [];
    for (let i = 0; i < 12; i++) times.push((await get(query(i))).ms);
    console.log(`  ${kind.padEnd(8)} ${show(spread(times))}   (wanted: median under 150 ms)`);
  }
  const turns = await inTurns(11, {
    sightings: () => get('omit=reportIds'),
    health: async () => (await fetch(`${base}/api/health`)).text(),
  });
  const { sightings: page, health } = turns;
  if (page && health) console.log(`  the same page again against /api/health: ${show(page)} : ${show(health)}`);
}

/** The gzipped size of all scripts that the HTML of the sightings page names. */
async function benchJavaScript(cookie: string): Promise<void> {
  const html = await (await fetch(`${base}/`, { headers: { cookie } })).text();
  const scripts = new Set(
    [...html.matchAll(/<script[^>]+src="([^"]+)"[^>]*>/g)].filter(([tag]) => !/nomodule/i.test(tag)).map(([, src]) => src),
  );
  let bytes = 0;
  for (const src of scripts) bytes += gzipSync(await (await fetch(new URL(src ?? '', base))).text()).length;
  console.log(
    `\nFirst-load JavaScript of the sightings page: ${(bytes / 1000).toFixed(0)} kB gzipped in ${scripts.size} files (wanted: under 300 kB)`,
  );
}
