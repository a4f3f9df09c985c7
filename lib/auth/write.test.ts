import { sql } from 'drizzle-orm';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { readAudit } from '@/lib/audit/read.server';
import { Fault } from '@/lib/shared/errors';
import { type TestDatabase, testDatabase } from '@/lib/store/testing';
import { bob } from './fixtures';
import type { Principal, Role } from './model';
import { requireRevision } from './revision';
import { mayAs } from './role';
import { type Change, note, write } from './write.server';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
  await database.sql('CREATE TABLE doors (name text PRIMARY KEY, open bool NOT NULL, revision int NOT NULL)');
});
beforeEach(() => database.sql("DELETE FROM doors; INSERT INTO doors VALUES ('front', false, 1)"));

const analyst = { ...bob, clientAddress: '192.0.2.7' };

/** A change as a use-case writes one, on a table of the test. */
const openDoor: Change<{ name: string; ifRevision?: number | undefined }, { revision: number }> = {
  action: 'import.start',
  role: 'Analyst',
  input: z.object({ name: z.string().min(1), ifRevision: z.int().optional() }),
  run: async (tx, { name, ifRevision }) => {
    const { rows } = await tx.execute<{ revision: number }>(sql`SELECT revision FROM doors WHERE name = ${name} FOR UPDATE`);
    const [current] = rows;
    if (!current) throw new Fault('not-found', 'There is no such door.');
    requireRevision(ifRevision, current, `The door ${name}`);
    const revision = current.revision + 1;
    await tx.execute(sql`UPDATE doors SET open = true, revision = ${revision} WHERE name = ${name}`);
    return { result: { revision }, subject: name, detail: { from: false, to: true } };
  },
};

const doors = async () => (await database.sql('SELECT open, revision FROM doors')).rows;
const entries = async () => (await readAudit({ limit: 100 })).entries;
const closed = [{ open: false, revision: 1 }];

test('a change and its entry are kept together', async () => {
  expect(await write(analyst, openDoor, () => ({ name: 'front', ifRevision: 1 }))).toEqual({ revision: 2 });
  expect(await doors()).toEqual([{ open: true, revision: 2 }]);
  expect((await entries())[0]).toMatchObject({
    actor: { id: 'bob@contoso.example', name: 'Bob', role: 'Analyst', clientAddress: '192.0.2.7' },
    action: 'import.start',
    subject: 'front',
    detail: { from: false, to: true },
  });
});

test('timed work changes with the name of the work', async () => {
  await write({ kind: 'system', name: 'the hourly sweep', scope: 'local' }, openDoor, () => ({ name: 'front' }));
  expect((await entries())[0]?.actor).toEqual({ id: 'system', name: 'the hourly sweep', role: null, clientAddress: null });
});

test.each([
  ['another site', { sameOrigin: false }, /came from another site/],
  ['a lesser role', { role: 'Viewer' as Role }, /takes the role Analyst; yours is Viewer/],
])('%s: nothing is read, changed or recorded', async (_, change, words) => {
  const before = (await entries()).length;
  const read = () => {
    throw new Error('the body was read');
  };
  const refusal = write({ ...analyst, ...change }, openDoor, read);
  await expect(refusal).rejects.toMatchObject({ kind: 'forbidden', message: expect.stringMatching(words) });
  expect([await doors(), (await entries()).length]).toEqual([closed, before]);
});

test('an input that does not parse is refused by its fields', async () => {
  const refusal = write(analyst, openDoor, async () => ({ name: 7, ifRevision: 'x' }));
  await expect(refusal).rejects.toMatchObject({
    kind: 'bad-input',
    message: expect.stringMatching(/^name: .*; ifRevision: /),
    fields: { name: expect.any(String), ifRevision: expect.any(String) },
  });
  await expect(write(analyst, openDoor, () => null)).rejects.toThrow(/^the body: /);
});

test('a change made from an older state is refused with the state there is', async () => {
  const refusal = write(analyst, openDoor, () => ({ name: 'front', ifRevision: 0 }));
  await expect(refusal).rejects.toMatchObject({ kind: 'conflict', state: { revision: 1 } });
  expect(await doors()).toEqual(closed);
});

test('of two changes at once from the same state one is kept', async () => {
  const both = await Promise.allSettled([1, 2].map(() => write(analyst, openDoor, () => ({ name: 'front', ifRevision: 1 }))));
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(await doors()).toEqual([{ open: true, revision: 2 }]);
});

test('what cannot be recorded does not happen', async () => {
  await database.sql("ALTER TABLE audit ADD CONSTRAINT full_up CHECK (subject <> 'front') NOT VALID");
  await expect(write(analyst, openDoor, () => ({ name: 'front' }))).rejects.toThrow(/full_up/);
  await expect(note(analyst, { action: 'sightings.export', subject: 'front' })).rejects.toThrow(/full_up/);
  expect(await doors()).toEqual(closed);
});

test('what a change does may depend on the role: an Analyst proposes, a Lead and the server itself decide', async () => {
  const propose: Change<object, string> = {
    action: 'import.start',
    role: 'Analyst',
    input: z.object({}),
    run: async (_tx, _input, principal) => {
      const status = mayAs(principal, 'Lead') ? 'active' : 'proposed';
      return { result: status, subject: 'a rule', detail: { status } };
    },
  };
  const system = { kind: 'system', name: 'the nightly work', scope: 'local' } as const;
  const by = (principal: Principal) => write(principal, propose, () => ({}));
  expect([await by(analyst), await by({ ...analyst, role: 'Lead' }), await by(system)]).toEqual(['proposed', 'active', 'active']);
  await expect(by({ ...analyst, role: 'Viewer' })).rejects.toMatchObject({ kind: 'forbidden' });
});
