import 'server-only';
import { and, asc, count, eq, ne } from 'drizzle-orm';
import type { z } from 'zod';
import { type Principal, userOf } from '@/lib/auth/model';
import { requireRevision } from '@/lib/auth/revision';
import { type Change, write } from '@/lib/auth/write.server';
import { now } from '@/lib/shared/clock';
import { Fault } from '@/lib/shared/errors';
import { randomId } from '@/lib/shared/ids';
import type { Transaction } from '@/lib/store/database.server';
import { deviceNotes, watches } from '@/lib/store/schema';
import { nextTriageRevision } from '@/lib/store/triage-revision.server';
import { type DeviceNote, deviceNoteInput, MOST_NOTES, MOST_WATCHED, type Watch, watchInput } from './model';
import { mayEdit, type NoteRow } from './row';

/** Adds a note, or a revision of one: what was written stays in the store. */
const writeNote: Change<z.infer<typeof deviceNoteInput>, DeviceNote> = {
  action: 'device.note',
  role: 'Analyst',
  input: deviceNoteInput,
  run: async (tx, { deviceId, text, id: given, ifRevision }, principal) => {
    await nextTriageRevision(tx); // of two changes at once the second sees the first
    const earlier = given === undefined ? [] : await revisionsOf(tx, deviceId, given);
    const [first, last] = [earlier[0], earlier.at(-1)];
    if (given !== undefined && (!first || !last)) throw new Fault('not-found', 'There is no such note on this device.');
    if (first && !mayEdit(principal, first.byId))
      throw new Fault('forbidden', `${first.by} wrote this note. They, or a Lead, can write it anew.`);
    if (last) requireRevision(ifRevision, last, 'The note');
    await requireRoom(tx, deviceId);
    const author = { by: principal.name, byId: userOf(principal) };
    const row: NoteRow = { id: given ?? randomId(), deviceId, revision: (last?.revision ?? 0) + 1, text, at: now(), ...author };
    await tx.insert(deviceNotes).values(row);
    const { id, revision, by, at } = row;
    const written = { writtenBy: first?.by ?? by, writtenAt: first?.at ?? at };
    return {
      result: { id, revision, text, by, at, ...written, mayEdit: true },
      subject: `${revision === 1 ? 'note on' : 'note rewritten on'} ${deviceId}`,
      detail: { id, revision, text },
    };
  },
};

function revisionsOf(tx: Transaction, deviceId: string, id: string): Promise<NoteRow[]> {
  return tx
    .select()
    .from(deviceNotes)
    .where(and(eq(deviceNotes.id, id), eq(deviceNotes.deviceId, deviceId)))
    .orderBy(asc(deviceNotes.revision));
}

async function requireRoom(tx: Transaction, deviceId: string): Promise<void> {
  const [held] = await tx.select({ count: count() }).from(deviceNotes).where(eq(deviceNotes.deviceId, deviceId));
  if ((held?.count ?? 0) < MOST_NOTES) return;
  const message = `${MOST_NOTES} notes and revisions of notes are on this device, the most that are kept. A ticket has room for more.`;
  throw new Fault('bad-input', message);
}

async function requireWatchable(tx: Transaction, user: string, deviceId: string): Promise<void> {
  const [held] = await tx
    .select({ count: count() })
    .from(watches)
    .where(and(eq(watches.user, user), ne(watches.deviceId, deviceId)));
  if ((held?.count ?? 0) < MOST_WATCHED) return;
  throw new Fault(
    'bad-input',
    `You watch ${MOST_WATCHED} devices already, the most that one person can. Stop watching one first.`,
  );
}

const watching = (wanted: boolean): Change<z.infer<typeof watchInput>, Watch> => ({
  action: 'device.watch',
  role: 'Analyst',
  input: watchInput,
  run: async (tx, { deviceId }, principal) => {
    if (principal.kind === 'system') throw new Fault('forbidden', 'Only people watch devices.');
    const { user } = principal;
    if (wanted) await requireWatchable(tx, user, deviceId);
    if (wanted) await tx.insert(watches).values({ user, deviceId, at: now() }).onConflictDoNothing();
    else await tx.delete(watches).where(and(eq(watches.user, user), eq(watches.deviceId, deviceId)));
    return { result: { watching: wanted }, subject: `${wanted ? 'watch' : 'no longer watch'} ${deviceId}`, detail: { wanted } };
  },
});
const [watch, unwatch] = [watching(true), watching(false)];

/** `POST /api/devices/{id}/notes`. Throws Faults as `write`, `not-found`, and `conflict` where `ifRevision` is not current. */
export function changeDeviceNote(principal: Principal, read: () => Promise<unknown>): Promise<DeviceNote> {
  return write(principal, writeNote, read);
}

/** `PUT` and `DELETE /api/devices/{id}/watch`: for the person who asks. */
export function changeWatch(principal: Principal, deviceId: string, wanted: boolean): Promise<Watch> {
  return write(principal, wanted ? watch : unwatch, () => ({ deviceId }));
}
