import { beforeAll, expect, test } from 'vitest';
import { withTransaction } from '@/lib/store/database.server';
import { type TestDatabase, testDatabase } from '@/lib/store/testing';
import type { AuditActor, AuditDeed } from './model';
import { readAudit } from './read.server';
import { record } from './record.server';

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
