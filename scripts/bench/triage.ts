/** Measures with very many decisions: 10,000 verdicts, 300 exclusions and 1 M audit entries. */
import path from 'node:path';
import pg from 'pg';
import { z } from 'zod';
import { startState } from '../serve/state';
import { base, startApp } from './app';
import { inTurns, show } from './measure';
import { sightingsData } from './sightings-data';

const VERDICTS = 10_000;
const EXCLUSIONS = 300;
const ENTRIES = 1_000_000;
const TURNS = 11;

const page = z.object({
  rows: z.array(z.object({ toolSlug: z.string(), deviceId: z.string() })),
  nextCursor: z.string().nullable(),
});
type Sighting = z.infer<typeof page>['rows'][number];

/** Starts the built app on its own data and a database that it fills, and measures each answer. */
export async function benchTriage(dir: string, sightings: number): Promise<void> {
  const now = await sightingsData(dir, sightings);
  const state = await startState(path.join(dir, 'decided')); // what people decide is not to slow what else is measured here
  try {
    const app = await startApp(dir, now, { DATABASE_URL: state.url });
    try {
      const ask = async (address: string) => {
        const response = await fetch(`${base}${address}`, { headers: { cookie: app.cookie } });
        const body: unknown = await response.json();
        if (!response.ok) throw new Error(`${address}: ${JSON.stringify(body)}`);
        return body;
      };
      const decided = await firstSightings(ask);
      await fill(state.url, decided);
      console.log(
        `\n${decided.length} verdicts, ${EXCLUSIONS} exclusions, ${ENTRIES} audit entries (wanted: median under 200 ms)`,
      );
      const began = performance.now();
      await ask('/api/sightings?omit=reportIds');
      console.log(`  the first sweep with them took ${((performance.now() - began) / 1000).toFixed(1)} s`);
      await measure(ask, decided[0]);
    } finally {
      app.stop();
    }
  } finally {
    await state.stop();
  }
}

async function firstSightings(ask: (address: string) => Promise<unknown>): Promise<Sighting[]> {
  const found: Sighting[] = [];
  let cursor: string | null = '';
  while (cursor !== null && found.length < VERDICTS) {
    const { rows, nextCursor }: z.infer<typeof page> = page.parse(
      await ask(`/api/sightings?omit=reportIds&limit=1000&cursor=${encodeURIComponent(cursor)}`),
    );
    found.push(...rows);
    cursor = nextCursor;
  }
  return found.slice(0, VERDICTS);
}

/** Fills the tables in bulk, because one change at a time would take an hour. */
async function fill(connectionString: string, decided: Sighting[]): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await client.query('TRUNCATE verdicts, exclusions');
    const row = `s->>'toolSlug', s->>'deviceId', '', 1, 'Ann', 'IT knows it', NULL, NULL, '2026-05-31T00:00:00.0000000Z', 'Ann', 'ann', '["account:1"]'::jsonb`;
    const from = 'FROM jsonb_array_elements($1) s';
    await client.query(`INSERT INTO verdicts SELECT ${row}, s->>'toolSlug', 'approved', 1 ${from}`, [JSON.stringify(decided)]);
    await client.query(`INSERT INTO verdict_history SELECT ${row}, 'c', 'new', 'approved', NULL ${from} ON CONFLICT DO NOTHING`, [
      JSON.stringify(decided),
    ]);
    await client.query(
      `INSERT INTO exclusions SELECT 'e' || i, 'Exclusion ' || i, NULL, NULL, jsonb_build_object('column', 'account', 'op', '=~', 'value', 'nobody-' || i),
         'Known', 'Ann', 'active', 'Ann', 'ann', '2026-05-01T00:00:00.0000000Z', 'Lea', '2026-12-01T00:00:00.0000000Z', 1, 1
       FROM generate_series(1, ${EXCLUSIONS}) i`,
    );
    await client.query('UPDATE triage_revision SET revision = revision + 1');
    const { rows } = await client.query<{ count: number }>('SELECT count(*)::int AS count FROM audit');
    await client.query(
      `INSERT INTO audit (at, actor_id, actor_name, role, action, subject, detail)
       SELECT now() - (${ENTRIES} - i) * interval '30 s', 'analyst-' || i % 60 || '@contoso.example', 'Analyst ' || i % 60, 'Analyst',
         CASE WHEN i % 5 = 0 THEN 'verdict.set' ELSE 'question' END, 'approved: AnyDesk on ws-' || i % 7000,
         jsonb_build_object('note', 'ticket ' || i, 'changes', jsonb_build_array(jsonb_build_object('tool', 'AnyDesk', 'deviceId', 'ws-' || i % 7000, 'from', 'new', 'to', 'approved')))
       FROM generate_series(1, ${Math.max(0, ENTRIES - (rows[0]?.count ?? 0))}) i`,
    );
    await client.query('VACUUM ANALYZE audit, verdicts, verdict_history, exclusions');
  } finally {
    await client.end();
  }
}

async function measure(ask: (address: string) => Promise<unknown>, one: Sighting | undefined): Promise<void> {
  const asked = {
    'sightings with verdicts': '/api/sightings?omit=reportIds',
    'sightings by verdict': '/api/sightings?omit=reportIds&verdict=approved',
    'a verdict’s history': `/api/verdicts/history?${new URLSearchParams({ tool: one?.toolSlug ?? '', deviceId: one?.deviceId ?? '' })}`,
    exclusions: '/api/exclusions?counts=0',
    'exclusions, counted': '/api/exclusions',
    views: '/api/views',
    'audit, newest': '/api/audit',
    'audit, changes': '/api/audit?show=changes',
    'audit of a person': '/api/audit?actor=analyst-7%40contoso.example',
    'audit, old window': '/api/audit?from=2020-01-01&to=2026-06-01',
    'audit, a rare word': '/api/audit?q=ticket+654321',
    'audit, a device': '/api/audit?q=ws-1234',
    'audit, words of most entries': '/api/audit?q=approved+anydesk',
    'audit, words of a 60th': '/api/audit?q=analyst-59+verdict.set',
    'audit, words and a window': '/api/audit?q=ws-1234&last=90d',
    'audit, words of none': '/api/audit?q=nowhere',
  };
  const contenders = Object.entries(asked).map(([name, address]) => [name, () => ask(address)] as const);
  for (const [name, spread] of Object.entries(await inTurns(TURNS, Object.fromEntries(contenders))))
    console.log(`  ${name.padEnd(30)} ${show(spread)}`);
}
