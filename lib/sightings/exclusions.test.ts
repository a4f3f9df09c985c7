/** What exclusions take out of a sweep of the sample, and what they would: asked on the embedded engine. */
import { rmSync } from 'node:fs';
import { afterAll, expect, test, vi } from 'vitest';
import { readAudit } from '@/lib/audit/read.server';
import { ann } from '@/lib/auth/fixtures';
import { type Asked, ask, piped } from '@/lib/engines/asked';
import { createEmbeddedEngine } from '@/lib/engines/embedded/engine.server';
import { localIdentity } from '@/lib/engines/identity';
import type { SweptExclusion } from '@/lib/exclusions/compiled';
import { withSomeHunts } from '@/lib/hunts/testing';
import { MOST_OPEN, openQuestion, untilAnswered } from '@/lib/query/open-questions.server';
import { SAMPLE_NOW, sampleDataDir } from '@/lib/sample/testing';
import { resolveWindow } from '@/lib/shared/window';
import { testDatabase } from '@/lib/store/testing';
import { defaultParams } from './params';
import { select } from './select';
import type { SweepSighting } from './sweep-result';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });
const dataDir = await sampleDataDir('exclusions');
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));
const engine = createEmbeddedEngine(dataDir);
vi.mock('@/lib/engines/current.server', () => ({ currentEngine: () => engine }));
vi.mock('@/lib/auth/session.server', () => ({ requirePrincipal: async () => ann }));
vi.stubEnv('NOW', SAMPLE_NOW);
withSomeHunts();
await testDatabase();
const { planSweep } = await import('@/lib/catalogue/plan.server');
const { runSweep } = await import('./sweep.server');
const { previewExclusion } = await import('./preview-exclusion.server');
const { listExclusions } = await import('./list-exclusions.server');
const { addExclusion } = await import('@/lib/exclusions/write.server');
const { changeVerdicts } = await import('@/lib/triage/set.server');

const principal = { kind: 'system', name: 'a test', scope: 'local' } as const;
const context = { principal, engine, identity: localIdentity, now: SAMPLE_NOW };
/** Fewer tools still: each sweep takes a second. */
const tools = new Set(['anydesk', 'teamviewer', 'screenconnect']);
const plan = (await planSweep(context, resolveWindow({ last: '5d' }, SAMPLE_NOW))).only(({ toolSlug }) => tools.has(toolSlug));
const whole = await runSweep(context, plan);

const an = (id: string, where: SweptExclusion['where'], toolSlug: string | null = null) => ({ id, name: id, toolSlug, where });
const sweepWith = (...exclusions: SweptExclusion[]) =>
  runSweep(context, plan.excluding({ key: '', exclusions, listOf: () => undefined }));
const keyOf = ({ toolSlug, deviceId }: SweepSighting) => `${toolSlug} ${deviceId}`;
const eventsOf = (parts: SweepSighting['parts']) => parts.reduce((sum, { count }) => sum + count, 0);
const sum = (sightings: SweepSighting[], of: 'parts' | 'excludedParts') =>
  sightings.reduce((all, sighting) => all + eventsOf(sighting[of]), 0);
const count = async (asked: Asked) => Number((await ask(engine, piped(asked, ' | count'), context)).rows[0]?.[0]);

const bySystem = an('system', { column: 'account', op: '=~', value: 'nt authority\\system' });

test('events go, and only they: what is left and what is taken are together what was there, sighting by sighting', async () => {
  const { sightings } = await sweepWith(bySystem);
  const before = new Map(whole.sightings.map((sighting) => [keyOf(sighting), sighting]));
  expect(sightings).toHaveLength(whole.sightings.length);
  for (const sighting of sightings) {
    const all = before.get(keyOf(sighting));
    expect(eventsOf(sighting.parts) + eventsOf(sighting.excludedParts)).toBe(eventsOf(all?.parts ?? []));
    expect(sighting.exclusions.system?.events ?? 0).toBe(eventsOf(sighting.excludedParts));
  }
  const [left, gone] = [sum(sightings, 'parts'), sum(sightings, 'excludedParts')];
  expect(gone).toBeGreaterThan(0);
  expect(left).toBeGreaterThan(0);
});

test('the intruder who shares a sighting with the system account stays', async () => {
  const selection = select(await sweepWith(bySystem), defaultParams);
  const shared = whole.sightings.find(({ parts }) => {
    const accounts = new Set(parts.flatMap((part) => part.accounts));
    return accounts.has('nt authority\\system') && accounts.size > 1;
  });
  expect(shared).toBeDefined();
  const row = selection.rows.find(({ sighting }) => shared && keyOf(sighting) === keyOf(shared));
  expect(row?.accounts).not.toContain('nt authority\\system');
  expect(row?.excluded).toMatchObject({ exclusions: ['system'], whole: false });
});

test('a sighting of which nothing is left goes, is counted, and is there on demand, marked', async () => {
  const device = whole.sightings.find(({ toolSlug }) => toolSlug === 'anydesk')?.deviceId ?? '';
  const sweep = await sweepWith(an('one', { column: 'deviceId', op: '==', value: device }, 'anydesk'));
  const hidden = select(sweep, defaultParams);
  const isIt = ({ toolSlug, deviceId }: { toolSlug: string; deviceId: string }) => toolSlug === 'anydesk' && deviceId === device;
  expect(hidden.rows.some(isIt)).toBe(false);
  expect(hidden.rows.filter(({ deviceId }) => deviceId === device)).toHaveLength(
    whole.sightings.filter(({ deviceId, toolSlug }) => deviceId === device && toolSlug !== 'anydesk').length,
  );
  expect(hidden.excluded.sightings).toBe(1);
  const shown = select(sweep, { ...defaultParams, excluded: true });
  const its = { ...defaultParams, excluded: true };
  expect(select(sweep, { ...its, exclusion: 'one' }).rows).toEqual([expect.objectContaining({ deviceId: device })]);
  expect(select(sweep, { ...its, exclusion: 'two' }).rows).toEqual([]);
  const row = shown.rows.find(isIt);
  expect(row?.excluded).toMatchObject({ whole: true, events: hidden.excluded.events });
  expect(row?.count).toBe(hidden.excluded.events);
  expect(shown.rows).toHaveLength(whole.sightings.length);
});

test.each<[string, SweptExclusion['where'], string]>([
  [
    'hours',
    { column: 'hours', op: 'hours', value: { days: [1, 2, 3, 4, 5], from: '22:00', to: '06:00', zone: 'Europe/Zurich' } },
    'hourofday(Timestamp + 1h) >= 22 or hourofday(Timestamp + 1h) < 6',
  ],
  ['commandLine', { column: 'commandLine', op: 'contains', value: 'service' }, "ProcessCommandLine contains 'service'"],
  ['path', { column: 'path', op: 'matches regex', value: '(?i)program files' }, "FolderPath matches regex '(?i)program files'"],
])('by %s it takes what KQL of its own finds', async (id, where, predicate) => {
  const sweep = plan.table('DeviceProcessEvents');
  const excluded = sweep && plan.excluding({ key: '', exclusions: [an(id, where)], listOf: () => undefined }).table(sweep.table);
  const [mine, theirs] = await Promise.all([
    count(excluded?.excluded((source) => `${source} | project Timestamp`) ?? ''),
    count(`${sweep?.source()} | where ${id === 'hours' ? onWorkNights(predicate) : predicate}`),
  ]);
  expect(mine).toBeGreaterThan(0);
  expect(mine).toBe(theirs);
});

/** A night belongs to the day on which it begins. */
const onWorkNights = (hours: string) => `(${hours}) and toint(dayofweek(Timestamp + 1h - 6h) / 1d) in (1, 2, 3, 4, 5)`;

test('what is kept of exclusions says of each event what they say of it when all is asked anew', async () => {
  const nights = { days: [1, 2, 3, 4, 5], from: '22:00', to: '06:00', zone: 'Europe/Zurich' };
  const exclusions = [
    bySystem,
    an('service', { column: 'commandLine', op: 'contains', value: 'service' }),
    an('nights', {
      all: [
        { column: 'path', op: 'has', value: 'program files' },
        { column: 'hours', op: 'hours', value: nights },
      ],
    }),
    an('group', { column: 'deviceGroup', op: '=~', value: 'Servers' }),
  ];
  const sweep = plan.excluding({ key: '', exclusions, listOf: () => undefined }).table('DeviceProcessEvents');
  const asked = sweep?.judged({}, (source) => `${source} | summarize Count = count() by Hunts, ExcludedBy, DeviceId`);
  if (typeof asked !== 'object' || !asked.labelled?.excludedBy) throw new Error('nothing is kept');
  const answers = await Promise.all([engine.onLabelled?.(asked.labelled, context), engine.query(asked.kql, context)]);
  const [kept, anew] = answers.map((answer) => (answer?.rows ?? []).map((row) => JSON.stringify(row)).sort());
  expect(kept).toEqual(anew);
  for (const label of ['x0', 'x1', 'x2']) expect(anew?.join()).toContain(`${label},`);
});

test('by addresses, groups and tags every engine could be asked', async () => {
  const all: SweptExclusion['where'] = {
    any: [
      { column: 'remoteIp', op: 'ipv4_is_in_any_range', value: ['10.0.0.0/8', '203.0.113.7'] },
      { column: 'deviceGroup', op: '=~', value: 'Servers' },
      { column: 'deviceTag', op: 'has', value: 'kiosk' },
    ],
  };
  const { sightings, notices } = await sweepWith(an('places', all));
  expect(notices.filter(({ kind }) => kind === 'partial')).toEqual([]);
  expect(sum(sightings, 'parts') + sum(sightings, 'excludedParts')).toBe(sum(whole.sightings, 'parts'));
});

test('one that cannot be asked takes nothing out, and says so', async () => {
  const { sightings, notices } = await sweepWith(an('lost', { column: 'account', op: 'in', value: { list: 'gone' } }));
  expect(notices).toContainEqual({
    kind: 'info',
    message: expect.stringMatching(/“lost” takes nothing out: There is no list “gone”/),
  });
  expect(sum(sightings, 'excludedParts')).toBe(0);
});

test('one that the engine refuses hides nothing, not the table either, and the answer says so', async () => {
  const odd = an('odd', { column: 'fileName', op: 'matches regex', value: '[~-!]' });
  const { sightings, notices } = await sweepWith(odd, bySystem);
  expect(sum(sightings, 'parts')).toBe(sum(whole.sightings, 'parts'));
  expect(notices).toContainEqual({
    kind: 'partial',
    message: expect.stringMatching(/^DeviceProcessEvents is shown without exclusions: .*invalid character class range/),
  });
});

test('three hundred exclusions are asked at once', async () => {
  const many = Array.from({ length: 300 }, (_, i) => an(`x${i}`, { column: 'account', op: '=~', value: `nobody${i}` }));
  const { sightings } = await sweepWith(...many, bySystem);
  expect(sum(sightings, 'excludedParts')).toBe(sum((await sweepWith(bySystem)).sightings, 'excludedParts'));
});

const preview = (body: object) => previewExclusion(principal, body, new URLSearchParams());

test('a preview says what would go besides what is gone already, with examples, and warns', async () => {
  const [first] = whole.sightings.filter(({ toolSlug }) => toolSlug === 'anydesk');
  if (!first) throw new Error('the sample has no AnyDesk');
  const { tool, deviceId, deviceName } = first;
  await changeVerdicts(principal, async () => ({ items: [{ tool, deviceId }], verdict: 'malicious' }));
  const where = { column: 'deviceId', op: '==', value: deviceId };
  const { hides, rows, examples, warnings, kql } = await preview({ tool: 'AnyDesk', where });
  expect(kql).toContainEqual({ table: 'DeviceProcessEvents', predicate: `DeviceId == '${deviceId}'` });
  expect(hides).toEqual({ sightings: 1, events: eventsOf(first.parts), devices: 1 });
  expect(rows).toEqual([expect.objectContaining({ deviceId, events: hides.events, of: hides.events })]);
  expect(examples.length).toBeGreaterThan(0);
  expect(examples.every((example) => example.deviceId === deviceId)).toBe(true);
  expect(warnings).toEqual([`It hides ${hides.events} events of AnyDesk on ${deviceName}, which a test called malicious.`]);

  const workspace = 'east';
  await changeVerdicts(principal, async () => ({ items: [{ tool, deviceId }], verdict: 'approved' }));
  await changeVerdicts(principal, async () => ({ items: [{ tool, deviceId, workspace }], verdict: 'suspicious' }));
  expect((await preview({ tool: 'AnyDesk', where })).warnings).toEqual([
    `It hides ${hides.events} events of AnyDesk on ${deviceName}, which a test called suspicious in east.`,
  ]);

  await addExclusion(principal, async () => ({ name: 'one', tool: 'AnyDesk', where, reason: 'r', expiresAt: '2026-04-01' }));
  expect((await preview({ tool: 'AnyDesk', where })).warnings[0]).toBe('It matches nothing in this window.');
  const all = await preview({ where: { column: 'deviceId', op: '!=', value: 'x' } });
  expect(all.warnings[0]).toMatch(/^It hides everything: all \d+ sightings/);
});

test('a preview is one of the questions that a session may have open', async () => {
  const where = { column: 'Nope', op: '==', value: 'a' };
  await untilAnswered(async () => {
    for (let i = 0; i < MOST_OPEN; i++) openQuestion(ann.sessionId, undefined);
    await expect(previewExclusion(ann, { where }, new URLSearchParams())).rejects.toMatchObject({ kind: 'too-many' });
  });
});

test('the audit keeps which preview a person asked for', async () => {
  const where = { column: 'Nope', op: '==', value: 'a' };
  await expect(previewExclusion(ann, { where }, new URLSearchParams())).rejects.toThrow();
  const { entries } = await readAudit({ limit: 1, actor: ann.user });
  expect(entries).toMatchObject([
    { action: 'question', subject: 'exclusion preview', detail: { query: JSON.stringify({ tool: null, where }) } },
  ]);
});

test('the list is a question for the audit where it counts what each exclusion takes out', async () => {
  const questions = async () =>
    (await readAudit({ limit: 9, actor: ann.user })).entries.filter(({ subject }) => subject === 'exclusions');
  const known = await listExclusions(new URLSearchParams('counts=0'));
  expect(known.exclusions).toMatchObject([{ name: 'one', hidesNow: null }]);
  expect(await questions()).toEqual([]);
  const counted = await listExclusions(new URLSearchParams());
  expect(counted.exclusions).toMatchObject([{ name: 'one', hidesNow: { sightings: 1, devices: 1 } }]);
  expect(await questions()).toHaveLength(1);
});

test('a preview that cannot be asked is refused by its field', async () => {
  await expect(preview({ where: { column: 'Nope', op: '==', value: 'a' } })).rejects.toMatchObject({
    kind: 'bad-input',
    fields: { where: expect.stringMatching(/no hunted table/i) },
  });
  await expect(preview({})).rejects.toMatchObject({ kind: 'bad-input', fields: { where: expect.any(String) } });
});
