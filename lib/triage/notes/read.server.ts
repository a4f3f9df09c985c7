import 'server-only';
import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Principal } from '@/lib/auth/model';
import { requirePrincipal } from '@/lib/auth/session.server';
import { batched } from '@/lib/shared/batched';
import { withDatabase } from '@/lib/store/database.server';
import { deviceNotes, watches } from '@/lib/store/schema';
import type { DeviceNote, DeviceNotes } from './model';
import { mayEdit, type NoteRow } from './row';

/** `GET /api/devices/{id}/notes`: every note as it reads now, the newest first. Needs a session. */
export async function readDeviceNotes(deviceId: string): Promise<DeviceNotes> {
  const principal = await requirePrincipal();
  const stored = deviceId.replaceAll('\0', '');
  const [rows, watching] = await withDatabase((database) =>
    Promise.all([
      database
        .select()
        .from(deviceNotes)
        .where(eq(deviceNotes.deviceId, stored))
        .orderBy(asc(deviceNotes.at), asc(deviceNotes.revision)),
      database
        .select()
        .from(watches)
        .where(and(eq(watches.user, principal.user), eq(watches.deviceId, stored))),
    ]),
  );
  return { notes: latest(rows, principal), watching: watching.length > 0 };
}

/** The last revision of each note, with who wrote its first. */
function latest(rows: NoteRow[], principal: Principal): DeviceNote[] {
  const notes = new Map<string, DeviceNote>();
  for (const { id, revision, text, by, byId, at } of rows) {
    const first = notes.get(id);
    const { writtenBy, writtenAt } = first ?? { writtenBy: by, writtenAt: at };
    notes.set(id, { id, revision, text, by, at, writtenBy, writtenAt, mayEdit: first?.mayEdit ?? mayEdit(principal, byId) });
  }
  return [...notes.values()].reverse();
}

/** The ids of the devices that a person watches; the server itself watches none. */
export async function readWatched(principal: Principal): Promise<Set<string>> {
  if (principal.kind === 'system') return new Set();
  return new Set(await watchedBy(principal.user));
}

const watchedBy = batched('watches', async (users: string[]) => {
  const rows = await withDatabase((database) => database.select().from(watches).where(inArray(watches.user, users)));
  const devices = new Map<string, string[]>();
  for (const { user, deviceId } of rows) devices.set(user, [...(devices.get(user) ?? []), deviceId]);
  return devices;
});

/** The ids of the devices that anybody watches. */
export async function readAllWatched(): Promise<Set<string>> {
  const rows = await withDatabase((database) => database.selectDistinct({ deviceId: watches.deviceId }).from(watches));
  return new Set(rows.map(({ deviceId }) => deviceId));
}
