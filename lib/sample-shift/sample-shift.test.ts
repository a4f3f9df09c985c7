/** The sample shift, played over the sample telemetry and taken away with it. */
import { rmSync } from 'node:fs';
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { bob, lea } from '@/lib/auth/fixtures';
import { createEmbeddedEngine } from '@/lib/engines/embedded/engine.server';
import type { Engine } from '@/lib/engines/engine';
import { handoverMarkdown } from '@/lib/handover/markdown';
import { withSomeHunts } from '@/lib/hunts/testing';
import { importContent, resultOf } from '@/lib/imports/fixtures';
import { deviceNamed } from '@/lib/sample/company/devices';
import { SAMPLE_NOW, sampleDataDir } from '@/lib/sample/testing';
import { testDatabase } from '@/lib/store/testing';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });
const dataDir = await sampleDataDir('sample-shift');
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));
const real = createEmbeddedEngine(dataDir);
const state: { engine: Engine } = vi.hoisted(() => ({ engine: Object.create(null) }));
state.engine = real;
vi.mock('@/lib/engines/current.server', () => ({ currentEngine: () => state.engine }));
vi.mock('@/lib/auth/session.server', () => ({ requirePrincipal: async () => lea }));
vi.stubEnv('NOW', SAMPLE_NOW);
withSomeHunts();
const { sql } = await testDatabase();
const start = await import('./start.server');
const { removeIfImported } = start;
const { writeSampleShift } = await import('./write.server');
const { changeVerdicts } = await import('@/lib/triage/set.server');
const { addExclusion } = await import('@/lib/exclusions/write.server');
const { draftHandover, changeHandover } = await import('@/lib/handover/write.server');
const { readHandover, readHandovers } = await import('@/lib/handover/read.server');
const { readSightings } = await import('@/lib/sightings/read.server');
const { heldVerdicts } = await import('@/lib/triage/held.server');

const tables = ['verdicts', 'verdict_history', 'exclusions', 'device_notes', 'shifts', 'handovers', 'audit'];
const count = async (where = 'true') => {
  const counts = tables.map((table) => {
    const id = table === 'audit' ? 'actor_id' : 'by_id';
    return `SELECT '${table}' AS name, count(*)::int AS n FROM ${table} WHERE ${where.replaceAll('WHO', id)}`;
  });
  const { rows } = await sql(counts.join(' UNION ALL '));
  return Object.fromEntries(rows.map(({ name, n }) => [name, n]));
};
const ofSample = () => count(`WHO LIKE 'sample:%'`);
const nothing = Object.fromEntries(tables.map((table) => [table, 0]));
/** As a database that was just made. */
async function anew(): Promise<void> {
  await sql(`DELETE FROM audit WHERE actor_id LIKE 'sample:%'; SET rmm_sightings.audit_retention = 'on'; DELETE FROM audit`);
  for (const table of tables.slice(0, -1))
    await sql(`ALTER TABLE ${table} DISABLE TRIGGER USER; DELETE FROM ${table}; ALTER TABLE ${table} ENABLE TRIGGER USER`);
  await sql('UPDATE triage_revision SET revision = revision + 1');
  (await import('@/lib/triage/held.server')).forgetVerdicts();
}
beforeEach(async () => {
  state.engine = real;
  await anew();
});

const closing = new AbortController();
afterAll(() => closing.abort());
const keep = ({ keepSampleShift } = start) => keepSampleShift(closing.signal);
const fin = deviceNamed('ws-fin-014').id;

test('a first start on the sample has two shifts with verdicts, exclusions, notes and handovers, and a second adds none', async () => {
  await keep();
  const { handovers, unaccepted } = await readHandovers();
  expect(handovers.map(({ state, by, acceptedBy, open, unanswered }) => [state, by, acceptedBy, open, unanswered])).toEqual([
    ['published', 'Sample analyst 2', null, 3, 1],
    ['accepted', 'Sample analyst 1', 'Sample analyst 2', 2, 0],
  ]);
  expect(unaccepted).toBe(1);
  const [last, first] = await Promise.all(handovers.map(({ id }) => readHandover(id))); // their SHA-256 is checked
  if (last === undefined || first === undefined) return expect.unreachable();
  expect([last.before, last.mayAccept]).toEqual([first.id, true]);
  expect(last.comparison?.items.map(({ what, kind }) => `${kind} ${what}`)).toContain(
    'opened ScreenConnect on srv-app-004.corp.haldenmarsh.example',
  );
  expect(last.items.find(({ sighting }) => sighting?.deviceId === fin)).toMatchObject({
    carried: 1,
    nextStep: expect.stringMatching(/^Isolate/),
    sighting: { verdict: 'escalated' },
  });
  for (const { shift, publishedAt, facts } of [first, last]) {
    // What was known then, and nothing later.
    expect([shift.from <= (publishedAt ?? ''), facts.window.to === publishedAt, facts.health.ok]).toEqual([true, true, true]);
    for (const { lastSeen } of facts.new?.rows ?? []) expect(lastSeen <= (publishedAt ?? '')).toBe(true);
    for (const { lastEvent } of facts.health.tables) expect((lastEvent ?? '') <= (publishedAt ?? '')).toBe(true);
  }
  expect(facts(first).verdicts).toBeGreaterThanOrEqual(3);
  expect(handoverMarkdown(last)).toMatch(/^# Handover: Sample shift [AB], .*\n\n\*\*Sample: /);

  const { rows } = await readSightings(new URLSearchParams('last=5d&omit=reportIds&limit=1000'));
  const sleeper = rows.find(({ tool, deviceName }) => tool === 'RealVNC' && deviceName.startsWith('srv-sql-002'));
  expect(sleeper?.verdict, 'what was taken for known comes back').toMatchObject({
    value: 'approved',
    owner: 'Sample lead',
    changedSince: [expect.any(String), ...(sleeper?.verdict.changedSince?.slice(1) ?? [])],
  });
  const { rows: exclusions } = await sql(`SELECT state, name FROM exclusions ORDER BY at`);
  expect(exclusions.map(({ state }) => state)).toEqual(['active', 'active', 'active', 'proposed']);
  expect(exclusions.every(({ name }) => name.startsWith('Sample: '))).toBe(true);

  const before = await count();
  await keep();
  expect(await count()).toEqual(before);
  // Nor does it come back when somebody took a part of it away.
  await sql(`DELETE FROM exclusions`);
  await keep();
  expect((await count()).exclusions).toBe(0);
});

const facts = ({ facts: { verdicts } }: Awaited<ReturnType<typeof readHandover>>) => ({ verdicts: verdicts.total });

test.each([
  [
    'somebody has signed in',
    () => sql(`INSERT INTO audit (actor_id, actor_name, action, subject) VALUES ('local', 'x', 'sign-in', '')`),
  ],
  ['SAMPLE_SHIFT is off', async () => vi.stubEnv('SAMPLE_SHIFT', 'off')],
  ['the telemetry is somebody’s own', async () => (state.engine = { ...shown(), sample: () => false })],
  ['the engine is in Azure', async () => (state.engine = { ...shown(), name: 'log-analytics' })],
])('where %s, there is none', async (_, arrange) => {
  vi.resetModules();
  const restarted = await import('./start.server');
  await arrange();
  await keep(restarted);
  vi.stubEnv('SAMPLE_SHIFT', '');
  expect(await ofSample()).toEqual(nothing);
});
const shown = (): Engine => ({
  name: real.name,
  retention: null,
  freshFor: null,
  version: () => real.version(),
  sample: () => real.sample(),
  check: () => undefined,
  tables: (options) => real.tables(options),
  coverage: (options) => real.coverage(options),
  query: (kql, options) => real.query(kql, options),
});

test('a server that was killed at it begins anew, and what there is then is whole', async () => {
  await keep();
  const whole = await ofSample();
  await anew();
  const dies = new AbortController();
  state.engine = {
    ...shown(),
    tables: (options) => {
      dies.abort(); // the first handover asks for them
      return real.tables(options);
    },
  };
  await expect(writeSampleShift(SAMPLE_NOW, dies.signal)).rejects.toThrow();
  state.engine = real;
  const half = await ofSample();
  expect([half.shifts, half.handovers]).toEqual([1, 0]);
  await keep();
  expect(await ofSample()).toEqual(whole);
});

test('the first import takes all of it, at once or not at all, also when the server was dead; what people made stays', async () => {
  await keep();
  const verdict = { items: [{ tool: 'AnyDesk', deviceId: fin }], verdict: 'malicious' };
  await changeVerdicts(bob, async () => verdict);
  const where = { column: 'account', op: '==', value: 'x' };
  await addExclusion(lea, async () => ({ name: 'Mine', where, reason: 'r', expiresAt: '2026-05-01T00:00:00Z' }));
  const { id, items } = await draftHandover(bob, async () => ({}));
  expect(items.length).toBe(3);
  const written = { key: items.find(({ sighting }) => sighting?.deviceId !== fin)?.key, nextStep: 'I ask on Monday' };
  await changeHandover(bob, async () => ({ id, summary: 'Mine', items: [{ title: 'My own item' }, written] }));

  await removeIfImported();
  expect((await ofSample()).handovers, 'nothing goes before an import').toBe(2);

  // It stands before the import, since the watches of the tests before look for one too.
  await sql(`CREATE FUNCTION break() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'torn'; END $$;
    CREATE TRIGGER torn BEFORE DELETE ON handovers FOR EACH ROW EXECUTE FUNCTION break()`);
  // The import is done by a process that has no database; the server that would have told is dead.
  const lines = 'Timestamp,DeviceId,DeviceName,ReportId,ActionType,FileName\n2026-03-09T08:00:00Z,d1,d1,1,ProcessCreated,a.exe';
  const { notes } = resultOf(await importContent(dataDir, 'own.csv', lines, 'DeviceProcessEvents'));
  expect(notes.join()).toMatch(/sample telemetry was removed, and with it the sample shift/);
  const before = await ofSample();
  await expect(removeIfImported()).rejects.toThrow();
  expect(await ofSample(), 'all or nothing').toEqual(before);
  await sql('DROP TRIGGER torn ON handovers');
  await keep();
  expect(await ofSample()).toEqual(nothing);

  const held = [...(await heldVerdicts()).byKey.values()];
  expect(held.map(({ value, by, owner, note }) => [value, by, owner, note])).toEqual([['malicious', 'Bob', 'Bob', '']]);
  expect((await sql('SELECT name FROM exclusions')).rows).toEqual([{ name: 'Mine' }]);
  const mine = await readHandover(id);
  expect(mine).toMatchObject({ summary: 'Mine', by: 'Bob', before: null, comparison: null });
  expect(mine.items.map(({ title, sighting, nextStep }) => [title || sighting?.by, nextStep])).toEqual([
    ['Bob', expect.any(String)],
    [expect.stringMatching(/^\S+ on /), 'I ask on Monday'],
    ['My own item', ''],
  ]);
  const { rows } = await sql(`SELECT actor_id, detail FROM audit WHERE action = 'sample.remove'`);
  expect(rows).toMatchObject([{ actor_id: 'system', detail: { removed: { handovers: 2, exclusions: 4 } } }]);
  await keep();
  expect(await ofSample()).toEqual(nothing);
});
