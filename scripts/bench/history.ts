/** Measures with two years of history over 10,000 sightings. */
import path from 'node:path';
import pg from 'pg';
import { z } from 'zod';
import { startState } from '../serve/state';
import { base, startApp } from './app';
import { inTurns, show } from './measure';
import { sightingsData } from './sightings-data';

const SIGHTINGS = 10_000;
const DAYS = 730;
/** Each sighting has events by two signals on one day in so many. */
const EVERY = 3;
const TURNS = 11;

const status = z.object({ history: z.object({ endedAt: z.string().nullable() }).nullable() });
const page = z.object({ total: z.number(), rows: z.array(z.object({ toolSlug: z.string(), deviceId: z.string() })).min(1) });

/** Starts the built app, lets it sweep for the history, adds two years before that in SQL, and measures each answer. */
export async function benchHistory(dir: string): Promise<void> {
  const now = await sightingsData(dir, SIGHTINGS);
  const state = await startState(path.join(dir, 'swept'));
  try {
    const app = await startApp(dir, now, { DATABASE_URL: state.url, HISTORY_EVERY: '1h' });
    try {
      const ask = async (address: string): Promise<unknown> => {
        const response = await fetch(`${base}${address}`, { headers: { cookie: app.cookie } });
        const body: unknown = await response.json();
        if (!response.ok) throw new Error(`${address}: ${JSON.stringify(body)}`);
        return body;
      };
      while (status.parse(await ask('/api/status')).history?.endedAt == null)
        await new Promise((resolve) => setTimeout(resolve, 500));
      await fill(state.url);
      await measure(ask, state.url);
    } finally {
      app.stop();
    }
  } finally {
    await state.stop();
  }
}

async function sqlOn(url: string, ...statements: string[]): Promise<pg.QueryResult[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const results: pg.QueryResult[] = [];
    for (const statement of statements) results.push(await client.query(statement));
    return results;
  } finally {
    await client.end();
  }
}

async function fill(url: string): Promise<void> {
  const day = `to_char(date '2026-05-25' - d, 'YYYY-MM-DD')`;
  const began = performance.now();
  await sqlOn(
    url,
    `INSERT INTO history_activity
       SELECT source, tool_slug, device_id, '', signal, ${day}, ${day} || 'T08:00:00.1234567Z', ${day} || 'T17:00:00.1234567Z', 7, ${day} || 'T18:00:00.0000000Z', 0, NULL
       FROM history_seen, generate_series(1, ${DAYS}) d, (VALUES ('process'), ('network')) s(signal)
       WHERE (hashtext(device_id || tool_slug) + d) % ${EVERY} = 0 ON CONFLICT DO NOTHING`,
    `INSERT INTO history_days
       SELECT DISTINCT source, ${day}, ${day} || 'T00:00:00.0000000Z', ${day} || 'T23:59:59.9999999Z', '2026-05-25T00:00:00.0000000Z', '[]'::jsonb, h.hunts, h.telemetry
       FROM history_days h, generate_series(1, ${DAYS}) d WHERE d % 50 > 0 ON CONFLICT DO NOTHING`,
    `UPDATE history_seen s SET first_seen = a.first_seen FROM
       (SELECT tool_slug, device_id, min(first_seen) AS first_seen FROM history_activity GROUP BY 1, 2) a
       WHERE a.tool_slug = s.tool_slug AND a.device_id = s.device_id`,
    'UPDATE history_sweeps SET revision = revision + 1',
    'VACUUM ANALYZE history_activity, history_days, history_seen',
  );
  const [counts] = await sqlOn(
    url,
    `SELECT (SELECT count(*) FROM history_seen) AS seen, (SELECT count(*) FROM history_activity) AS rows,
       pg_size_pretty(pg_total_relation_size('history_activity')) AS size`,
  );
  const { seen, rows, size } = z.object({ seen: z.string(), rows: z.string(), size: z.string() }).parse(counts?.rows[0]);
  const seconds = ((performance.now() - began) / 1000).toFixed(0);
  console.log(
    `\n${seen} sightings with ${rows} days by signal over 2 years (${size}; made in ${seconds} s); wanted: medians under 200 ms`,
  );
}

async function measure(ask: (address: string) => Promise<unknown>, url: string): Promise<void> {
  const all = '/api/sightings?omit=reportIds';
  const { total, rows } = page.parse(await ask(all));
  const { toolSlug = '', deviceId = '' } = rows[0] ?? {};
  console.log(`  ${total} sightings in the window`);
  const asked: Record<string, string> = {
    'sightings, a page': all,
    'sightings by first ever': `${all}&sort=-firstEver`,
    'those first ever seen': `${all}&first=1&sort=-firstEver`,
    'a sighting’s days': `/api/history?${new URLSearchParams({ tool: toolSlug, deviceId })}`,
    'a tool': `/api/tools/${toolSlug}`,
    'a device': `/api/devices/${deviceId}?omit=reportIds`,
    status: '/api/status',
  };
  const contenders = Object.entries(asked).map(([name, address]) => [name, () => ask(address)] as const);
  const anew = async () => {
    await sqlOn(url, 'UPDATE history_sweeps SET revision = revision + 1');
    await ask(all);
  };
  for (const [name, spread] of Object.entries(
    await inTurns(TURNS, { ...Object.fromEntries(contenders), 'sightings after a sweep was kept': anew }),
  ))
    console.log(`  ${name.padEnd(34)} ${show(spread)}`);
}
