import { beforeAll, expect, test, vi } from 'vitest';
import { readAudit } from '@/lib/audit/read.server';
import { ann, bob } from '@/lib/auth/fixtures';
import type { PersonPrincipal } from '@/lib/auth/model';
import { type TestDatabase, testDatabase } from '@/lib/store/testing';
import { MOST_NOTES, MOST_WATCHED } from './model';

const lead: PersonPrincipal = { ...bob, role: 'Lead' };
const viewer: PersonPrincipal = { ...ann, role: 'Viewer' };
let asking = ann;
let database: TestDatabase;
vi.mock('@/lib/auth/session.server', () => ({ requirePrincipal: async () => asking }));

const { changeDeviceNote, changeWatch } = await import('./write.server');
const { readDeviceNotes, readWatched } = await import('./read.server');

beforeAll(async () => {
  database = await testDatabase();
});

const write = (body: object, who = ann) => changeDeviceNote(who, async () => ({ deviceId: 'd1', text: 'asked IT', ...body }));
const read = (who = ann, deviceId = 'd1') => {
  asking = who;
  return readDeviceNotes(deviceId);
};

test('a note is kept with its entry in the audit; writing it anew keeps who wrote it first, and every revision', async () => {
  const first = await write({});
  expect((await readAudit({ limit: 1 })).entries).toMatchObject([{ action: 'device.note', subject: 'note on d1' }]);
  await expect(write({ id: first.id, text: 'mine' }, bob)).rejects.toMatchObject({ kind: 'forbidden' });
  await write({ id: first.id, text: 'IT knows it', ifRevision: 1 }, lead);
  await expect(write({ id: first.id, text: 'late', ifRevision: 1 })).rejects.toMatchObject({ kind: 'conflict' });
  const second = await write({ text: 'second' }, bob);
  const { notes } = await read();
  expect(notes).toMatchObject([
    { id: second.id, text: 'second', by: 'Bob', revision: 1, mayEdit: false },
    { id: first.id, text: 'IT knows it', by: 'Bob', writtenBy: 'Ann', revision: 2, mayEdit: true },
  ]);
  expect((await read(ann, 'd2')).notes).toEqual([]);
  await expect(database.sql(`UPDATE device_notes SET text = ''`)).rejects.toThrow(/append-only/);
  await expect(database.sql('DELETE FROM device_notes')).rejects.toThrow(/append-only/);
});

test('what cannot be a note is refused, and so is who only reads', async () => {
  await expect(write({ text: ' ' })).rejects.toMatchObject({ kind: 'bad-input' });
  await expect(write({ id: 'none' })).rejects.toMatchObject({ kind: 'not-found' });
  await expect(write({}, viewer)).rejects.toMatchObject({ kind: 'forbidden' });
  await expect(changeWatch(viewer, 'd1', true)).rejects.toMatchObject({ kind: 'forbidden' });
});

test('each person watches for themselves', async () => {
  await changeWatch(ann, 'd7', true);
  await changeWatch(ann, 'd7', true);
  expect((await read(ann, 'd7')).watching).toBe(true);
  expect((await read(bob, 'd7')).watching).toBe(false);
  expect(await readWatched(ann)).toEqual(new Set(['d7']));
  await changeWatch(ann, 'd7', false);
  expect(await readWatched(ann)).toEqual(new Set());
  expect((await readAudit({ limit: 1 })).entries).toMatchObject([{ action: 'device.watch', subject: 'no longer watch d7' }]);
});

test('one note or watched device too many is refused in words', async () => {
  await database.sql(
    `INSERT INTO device_notes SELECT 'n' || i, 1, 'full', 'x', '2026-01-01T00:00:00.0000000Z', 'Ann', 'ann' FROM generate_series(1, ${MOST_NOTES}) i`,
  );
  await expect(write({ deviceId: 'full' })).rejects.toMatchObject({
    kind: 'bad-input',
    message: expect.stringMatching(/^500 notes and revisions/),
  });
  await database.sql(
    `INSERT INTO watches SELECT '${bob.user}', 'w' || i, '2026-01-01T00:00:00.0000000Z' FROM generate_series(1, ${MOST_WATCHED}) i`,
  );
  await expect(changeWatch(bob, 'd1', true)).rejects.toMatchObject({ message: expect.stringMatching(/^You watch 1000 devices/) });
  await changeWatch(bob, 'w1', false);
  expect(await changeWatch(bob, 'd1', true)).toEqual({ watching: true });
});
