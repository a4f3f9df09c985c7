import { beforeAll, expect, test, vi } from 'vitest';
import { type TestDatabase, testDatabase } from '@/lib/store/testing';
import { vic } from './fixtures';
import { noteQuestion } from './note-question.server';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});

const person = (sessionId: string) => ({ ...vic, sessionId, clientAddress: '192.0.2.7' });

const kept = async () => (await database.sql(`SELECT subject, detail->>'query' AS query FROM audit ORDER BY id`)).rows;
const transactions = async () =>
  Number((await database.sql('SELECT count(DISTINCT xmin::text)::int AS n FROM audit')).rows[0]?.n);

test('a question is kept once it is noted, and once for all who ask it again in the same session', async () => {
  await Promise.all(Array.from({ length: 5 }, () => noteQuestion(person('a'), 'sightings', 'last=5d')));
  await noteQuestion(person('a'), 'sightings', 'last=5d');
  expect(await kept()).toEqual([{ subject: 'sightings', query: 'last=5d' }]);
  await noteQuestion(person('a'), 'sightings', 'last=6d');
  await noteQuestion(person('b'), 'sightings', 'last=5d');
  expect(await kept()).toHaveLength(3);
  const { rows } = await database.sql('SELECT action, actor_id, role, client_address FROM audit LIMIT 1');
  expect(rows).toEqual([{ action: 'question', actor_id: 'vic@contoso.example', role: 'Viewer', client_address: '192.0.2.7' }]);
});

test('two hundred at once are kept in a few transactions', async () => {
  const before = await transactions();
  await Promise.all(Array.from({ length: 200 }, (_, i) => noteQuestion(person('c'), 'sightings', `last=${i + 1}h`)));
  expect(await kept()).toHaveLength(203);
  expect((await transactions()) - before).toBeLessThan(5);
});

test('after ten minutes without it, asking the same is a new question', async () => {
  const before = (await kept()).length;
  vi.useFakeTimers({ toFake: ['Date'] });
  try {
    await noteQuestion(person('d'), 'sightings', 'last=5d');
    vi.advanceTimersByTime(599_000);
    await noteQuestion(person('d'), 'sightings', 'last=5d');
    vi.advanceTimersByTime(601_000);
    await noteQuestion(person('d'), 'sightings', 'last=5d');
  } finally {
    vi.useRealTimers();
  }
  expect((await kept()).length - before).toBe(2);
});

test('what cannot be kept rejects, and is tried anew', async () => {
  await database.sql('ALTER TABLE audit RENAME TO elsewhere');
  await expect(noteQuestion(person('e'), 'sightings', 'last=5d')).rejects.toThrow();
  await database.sql('ALTER TABLE elsewhere RENAME TO audit');
  const before = (await kept()).length;
  await noteQuestion(person('e'), 'sightings', 'last=5d');
  expect((await kept()).length - before).toBe(1);
});
