import 'server-only';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { EventsPage } from '@/lib/devices/model';
import { Fault } from '@/lib/shared/errors';
import { sha256 } from '@/lib/shared/ids';
import { keepMost } from '@/lib/shared/keep-most';
import { type LinkScope, MOST_BYTES, MOST_EVENTS, MOST_ROWS, type Snapshot, snapshotSchema } from './model';

const [zip, unzip] = [promisify(gzip), promisify(gunzip)];
/** What a snapshot's bytes may hold unpacked. */
const MOST_UNPACKED = 200 * 1024 ** 2;

/** What a frozen link says of its snapshot. It is hashed with it, so that nobody changes the one without the other. */
export interface Sealed {
  id: string;
  path: string;
  title: string;
  by: string;
  byId: string;
  at: string;
  expiresAt: string;
  scope: LinkScope;
}

/** The SHA-256 of a snapshot's bytes and of all that its link says of it, in hex. */
export function hashOf(link: Sealed, bytes: Uint8Array): string {
  const { id, path, title, by, byId, at, expiresAt, scope } = link;
  const said = [id, path, title, by, byId, at, expiresAt, scope.engine, scope.rights, scope.asOf];
  return sha256(`${JSON.stringify(said)}\n${sha256(bytes)}`);
}

/**
 * The bytes of a snapshot, within its bounds: at most `MOST_ROWS` sightings and `MOST_EVENTS` events, and fewer where they take more than
 * `most` bytes packed. Throws a Fault `bad-input` when it takes more even without sightings and events.
 */
export async function pack(snapshot: Snapshot, most = MOST_BYTES): Promise<Buffer> {
  for (let [rows, events] = [MOST_ROWS, MOST_EVENTS]; ; [rows, events] = [Math.floor(rows / 2), Math.floor(events / 2)]) {
    const bytes = await zip(JSON.stringify(bounded(snapshot, rows, events)));
    if (bytes.length <= most) return bytes;
    if (rows === 0)
      throw new Fault('bad-input', 'This is more than a frozen link can keep. Share a live link, or narrow the question.');
  }
}

function bounded(snapshot: Snapshot, rows: number, events: number): Snapshot {
  const first = (page: EventsPage): EventsPage => ({
    ...page,
    rows: keepMost(page.rows, events, ({ huntIds }) => huntIds.length > 0),
  });
  switch (snapshot.page) {
    case 'sightings': {
      const { sightings, events: open } = snapshot;
      const kept = { ...sightings, rows: sightings.rows.slice(0, rows), nextCursor: null };
      return { ...snapshot, sightings: kept, events: open && first(open) };
    }
    case 'device':
      return { ...snapshot, events: { ...first(snapshot.events), nextCursor: null } };
    case 'event':
      return snapshot;
  }
}

/** The snapshot of a link. Throws a Fault `conflict` when the bytes, or what the link says of them, are not those that were hashed. */
export async function unpack(link: Sealed, bytes: Uint8Array | null, hash: string | null): Promise<Snapshot> {
  if (bytes === null || hash === null || hashOf(link, bytes) !== hash)
    throw new Fault(
      'conflict',
      'What this link keeps is not what was frozen: its SHA-256 does not match. Somebody has changed it in the database, so it is not shown.',
    );
  const text = await unzip(bytes, { maxOutputLength: MOST_UNPACKED });
  const snapshot = snapshotSchema.safeParse(JSON.parse(text.toString('utf8')));
  if (snapshot.success) return snapshot.data;
  throw new Fault(
    'conflict',
    'What this link keeps was written by another version of RMM Sightings, which this one cannot read.',
  );
}
