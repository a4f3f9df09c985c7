import { beforeAll, expect, test } from 'vitest';
import { withTransaction } from '@/lib/store/database.server';
import { type TestDatabase, testDatabase } from '@/lib/store/testing';
import type { AuditActor, AuditDeed } from './model';
import { readAudit, readAuditActors } from './read.server';
import { record } from './record.server';
import { removeOldEntries } from './retention.server';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});

const alice: AuditActor = { id: 'alice@contoso.example', name: 'Alice', role: 'Lead', clientAddress: '192.0.2.7' };
const add = (actor: AuditActor, deed: AuditDeed) => withTransaction((tx) => record(tx, actor, deed));

test('entries are read newest first, page by page, whatever is added meanwhile', async () => {
  for (const subject of ['one', 'two', 'three']) await add(alice, { action: 'import.start', subject, detail: { of: subject } });
  const first = await readAudit({ limit: 2 });
  expect(first.entries.map(({ subject }) => subject)).toEqual(['three', 'two']);
  await add({ ...alice, id: 'system', role: null, clientAddress: null }, { action: 'import.end', subject: 'one' });
  const second = await readAudit({ limit: 2, cursor: first.nextCursor ?? '' });
  expect(second).toEqual({
    entries: [expect.objectContaining({ subject: 'one', actor: alice, detail: { of: 'one' } })],
    deviceNames: {},
    nextCursor: null,
  });
  await expect(readAudit({ limit: 2, cursor: "1' OR 1=1" })).rejects.toMatchObject({ kind: 'bad-input' });
});

test('by time to the microsecond, actor and action', async () => {
  const [newest, before] = (await readAudit({ limit: 2 })).entries;
  expect(newest?.at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}0Z$/);
  expect((await readAudit({ limit: 9, from: newest?.at })).entries).toHaveLength(1);
  expect((await readAudit({ limit: 9, to: newest?.at })).entries[0]).toEqual(before);
  expect((await readAudit({ limit: 9, actor: 'system' })).entries).toEqual([newest]);
  expect((await readAudit({ limit: 9, action: 'import.start' })).entries).toHaveLength(3);
});

test('changes are told from questions, and from who came and went', async () => {
  for (const action of ['question', 'verdict.set', 'sign-out', 'sightings.export', 'link.open'] as const)
    await add(alice, { action, subject: 'of changes' });
  const { entries } = await readAudit({ limit: 2, show: 'changes' });
  expect(entries.map(({ action }) => action)).toEqual(['sightings.export', 'verdict.set']);
  expect((await readAudit({ limit: 9, show: 'changes', q: 'of changes' })).entries).toHaveLength(2);
  const plan = await database.sql(
    `SET enable_seqscan = off; EXPLAIN SELECT id FROM audit WHERE action NOT IN ('question', 'sign-in', 'sign-out', 'link.open') ORDER BY at DESC, id DESC LIMIT 9`,
  );
  expect(JSON.stringify(plan)).toContain('audit_changes');
});

test('what people and files are called is stored, whatever it holds', async () => {
  const odd = '\0<b>\ud800\\u0000"';
  await add(
    { ...alice, name: odd },
    { action: 'sightings.export', subject: odd.repeat(2000), detail: { query: odd, list: [odd] } },
  );
  const [entry] = (await readAudit({ limit: 1 })).entries;
  const kept = '␀<b>\ufffd\\u0000"';
  expect(entry).toMatchObject({ actor: { name: kept }, detail: { query: kept, list: [kept] } });
  expect(entry?.subject.length).toBe(4000);
});

test.each([
  ['fin 01', ['WS-FIN-01']],
  ['ws-fin-01 APPROV', ['WS-FIN-01']],
  ['ws-fin-02', []],
  ['carol', ['WS-FIN-01', 'WS-FIN-03']],
  ['contoso verdict.set', ['WS-FIN-01', 'WS-FIN-03']],
  ['10.1.2.3', ['WS-FIN-03']],
  ["' | carol:*", ['WS-FIN-01', 'WS-FIN-03']],
  ['ign', []],
])('words find entries by who, what, to what and detail: %s', async (q, subjects) => {
  const carol = { ...alice, id: 'carol@contoso.example', name: 'Carol Ä' };
  await database.sql("BEGIN; SET LOCAL rmm_sightings.audit_retention = 'on'; DELETE FROM audit; COMMIT");
  await add(carol, { action: 'verdict.set', subject: 'WS-FIN-01', detail: { changes: [{ to: 'approved' }] } });
  await add(carol, { action: 'verdict.set', subject: 'WS-FIN-03', detail: { note: 'from 10.1.2.3' } });
  await add(
    { ...alice, id: 'bob', name: 'Bob' },
    { action: 'sign-in', subject: 'x'.repeat(4000), detail: { long: ['word '.repeat(9000)] } },
  );
  const { entries } = await readAudit({ limit: 9, q });
  expect(entries.map(({ subject }) => subject).sort()).toEqual(subjects);
  expect(await readAuditActors()).toEqual([
    { id: 'bob', name: 'Bob' },
    { id: carol.id, name: 'Carol Ä' },
  ]);
});

test.each([`UPDATE audit SET actor_id = 'bob'`, 'DELETE FROM audit', 'TRUNCATE audit'])('%s is refused', async (statement) => {
  await expect(database.sql(statement)).rejects.toThrow(/append-only/);
  await expect(database.sql(`SET rmm_sightings.audit_retention = 'off'; ${statement}`)).rejects.toThrow(/append-only/);
});

test('the removal of entries past their time may delete, and do nothing else', async () => {
  const retention = "SET LOCAL rmm_sightings.audit_retention = 'on'";
  await expect(database.sql(`BEGIN; ${retention}; UPDATE audit SET actor_id = 'bob'`)).rejects.toThrow(/append-only/);
  await database.sql(`BEGIN; ${retention}; DELETE FROM audit WHERE action = 'import.end'; COMMIT`);
  expect((await readAudit({ limit: 9, action: 'import.end' })).entries).toEqual([]);
  await expect(database.sql('DELETE FROM audit')).rejects.toThrow(/append-only/);
});

test('entries past their time are removed, with an entry that says how many and up to when', async () => {
  const old = (days: number) =>
    `INSERT INTO audit (at, actor_id, actor_name, action, subject) VALUES ('2026-06-30T00:00:00Z'::timestamptz - interval '${days} days', 'a', 'A', 'sign-in', '${days}')`;
  for (const days of [29, 30, 31, 400]) await database.sql(old(days));
  expect(await removeOldEntries('30d', '2026-06-30T00:00:00.0000000Z')).toBe(2);
  const { entries } = await readAudit({ limit: 9 });
  expect(entries[0]).toMatchObject({
    actor: { id: 'system', role: null },
    action: 'audit.retention',
    detail: { removed: 2, before: '2026-05-31T00:00:00.0000000Z', keep: '30d' },
  });
  expect((await readAudit({ limit: 9, actor: 'a' })).entries.map(({ subject }) => subject)).toEqual(['29', '30']);
  expect(await removeOldEntries('30d', '2026-06-30T00:00:00.0000000Z'), 'there is nothing more').toBe(0);
  expect((await readAudit({ limit: 9, action: 'audit.retention' })).entries).toHaveLength(1);
  await expect(database.sql('DELETE FROM audit')).rejects.toThrow(/append-only/);
});

test('words that few of the newest entries have find older ones as well, in order, within the other filters', async () => {
  await database.sql("BEGIN; SET LOCAL rmm_sightings.audit_retention = 'on'; DELETE FROM audit; COMMIT");
  await database.sql(
    `INSERT INTO audit (at, actor_id, actor_name, action, subject)
     SELECT '2026-01-01'::timestamptz + i * interval '1 s', 'a' || i % 2, 'A', 'sign-in', CASE WHEN i IN (3, 4, 3900) THEN 'rare' ELSE 'common' END
     FROM generate_series(1, 4000) i`,
  );
  const idsOf = async (filter: object) =>
    (await readAudit({ limit: 2, ...filter })).entries.map(({ at }) => Date.parse(at) / 1000 - 1767225600);
  expect(await idsOf({ q: 'common' })).toEqual([4000, 3999]);
  expect(await idsOf({ q: 'rare' })).toEqual([3900, 4]);
  const first = await readAudit({ limit: 2, q: 'rare' });
  expect(await idsOf({ q: 'rare', cursor: first.nextCursor })).toEqual([3]);
  expect(await idsOf({ q: 'rare', actor: 'a1' })).toEqual([3]);
  expect(await idsOf({ q: 'rare', from: '2026-01-01T00:30:00.0000000Z' })).toEqual([3900]);
});
