/** The server dies in the middle of changes: what was acknowledged is kept whole, and nothing is half there. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { expect, test, vi } from 'vitest';
import { runnable } from '@/lib/shared/programs';
import { testDatabase } from '@/lib/store/testing';

/** Each costs the start of a process, which loads the whole product. */
const KILLS = 3;
/** The changes of all processes together. */
const CHANGES = 120;

/** Lets a process decide, kills it while it decides on, and returns the changes that it acknowledged. */
async function writeUntilKilled(run: number, changes: number): Promise<string[]> {
  const { flags, file } = runnable('lib/triage/killed-writer.ts');
  const child = spawn(process.execPath, [...flags, file, `r${run}`], { stdio: ['ignore', 'pipe', 'inherit'] });
  const acknowledged: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    acknowledged.push(line);
    // The process is not killed at the moment of an answer but some statements later, at a different place each time.
    if (acknowledged.length === changes) setTimeout(() => child.kill('SIGKILL'), Math.random() * 15);
  }
  if (child.signalCode === null) await once(child, 'exit');
  expect(child.signalCode).toBe('SIGKILL');
  return acknowledged;
}

test('killed again and again: every acknowledged change is there with its history and entry, and no other is half there', async () => {
  const { sql } = await testDatabase();
  const acknowledged: string[] = [];
  for (let run = 0; run < KILLS; run++) acknowledged.push(...(await writeUntilKilled(run, CHANGES / KILLS)));
  expect(new Set(acknowledged).size).toBeGreaterThanOrEqual(CHANGES);

  const open = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'rmm-sightings'`;
  await vi.waitFor(async () => expect((await sql(open)).rows).toEqual([]), 10_000);
  const { rows: changes } = await sql(`
    SELECT change_id AS id, count(*)::int AS steps,
      (SELECT count(*)::int FROM audit WHERE action = 'verdict.set' AND detail->>'changeId' = change_id) AS entries
    FROM verdict_history GROUP BY change_id`);
  const kept = new Set(changes.map(({ id }) => id));
  expect(acknowledged.filter((id) => !kept.has(id))).toEqual([]);
  expect(changes.filter(({ steps, entries }) => steps !== 3 || entries !== 1)).toEqual([]);

  const { rows: entries } = await sql(`SELECT count(*)::int AS count FROM audit`);
  const { rows: revision } = await sql('SELECT revision::int AS count FROM triage_revision');
  expect([entries, revision]).toEqual([[{ count: kept.size }], [{ count: kept.size }]]);
  const { rows: torn } = await sql(`
    SELECT device_id FROM verdicts v JOIN
      (SELECT device_id, count(*) AS steps, max(revision) AS last FROM verdict_history GROUP BY device_id) h USING (device_id)
    WHERE NOT (v.revision = h.steps AND h.last = h.steps AND EXISTS
      (SELECT FROM verdict_history s WHERE s.device_id = v.device_id AND s.revision = v.revision AND s.note = v.note))`);
  expect(torn).toEqual([]);
  const { rows: lone } = await sql(
    'SELECT device_id FROM verdicts FULL JOIN (SELECT DISTINCT device_id FROM verdict_history) h USING (device_id) WHERE verdicts.revision IS NULL OR h IS NULL',
  );
  expect(lone).toEqual([]);
}, 120_000);
