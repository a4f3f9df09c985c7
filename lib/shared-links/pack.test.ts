import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { aRow } from '@/lib/sightings/fixtures';
import { aDeviceSnapshot, anEventsPage, aSightingsSnapshot } from './fixtures';
import { leftOut, MOST_BYTES, type Snapshot } from './model';
import { hashOf, pack, type Sealed, unpack } from './pack.server';

const link: Sealed = {
  ...{ id: 'id', path: '/?tool=anydesk', title: 'Sightings', by: 'Ann', byId: 'ann', expiresAt: '2026-06-08T12:00:00.0000000Z' },
  at: '2026-03-10T12:00:00.0000000Z',
  scope: { engine: 'embedded', rights: 'local', asOf: '2026-03-10T12:00:00.0000000Z' },
};
const opened = async (bytes: Uint8Array) => await unpack(link, bytes, hashOf(link, bytes));
const packed = async (snapshot: Snapshot, most?: number) => await opened(await pack(snapshot, most));
const rows = (count: number) => Array.from({ length: count }, (_, i) => aRow({ deviceId: `d${i}` }));
const ids = (count: number) => Array.from({ length: count }, (_, i) => count - i);

test('a snapshot opens as it was', async () => {
  for (const snapshot of [aSightingsSnapshot(), aDeviceSnapshot()]) expect(await packed(snapshot)).toEqual(snapshot);
});

test('a snapshot from before “first ever seen” was told opens, and does not claim to know it', async () => {
  const told = /"(?:firstEver|isFirst|ever)":[^,}]+,/g;
  const text = JSON.stringify(aSightingsSnapshot()).replace(told, '');
  expect(text).not.toMatch(/ever"|isFirst/i);
  const snapshot = await opened(gzipSync(text));
  if (snapshot.page !== 'sightings') throw new Error('another page');
  expect([snapshot.sightings.ever, snapshot.sightings.rows[0]?.firstEver]).toEqual([null, null]);
});

test('at most 1,000 sightings and 500 events are kept, and what is left out is said', async () => {
  const many = await packed({ ...aSightingsSnapshot(rows(1001), 3200), events: anEventsPage(ids(501), 900) });
  if (many.page !== 'sightings') throw new Error('another page');
  expect([many.sightings.rows.length, many.events?.rows.length]).toEqual([1000, 500]);
  expect(leftOut(many)).toEqual([
    expect.stringMatching(/^Kept are 1,000 of 3,200 sightings/),
    expect.stringMatching(/^Kept are 500 of 900 events, those that a hunt matches, then the newest/),
  ]);
  expect(leftOut(aDeviceSnapshot())).toEqual([]);
});

test('where fewer events are kept, those that a hunt matches stay', async () => {
  const matched = [1, 2, 3];
  const kept = await packed(aDeviceSnapshot(anEventsPage(ids(501), 501, matched)));
  if (kept.page !== 'device') throw new Error('another page');
  const { rows: events } = kept.events;
  expect([events.length, events.filter(({ huntIds }) => huntIds.length > 0).length]).toEqual([500, 3]);
});

test('what is too much without sightings and events is refused', async () => {
  await expect(pack(aDeviceSnapshot(), 50)).rejects.toMatchObject({ kind: 'bad-input' });
});

test('fewer are kept where they take more bytes than may be', async () => {
  const random = () => ({ reportIds: [randomBytes(500).toString('hex')] });
  const part = { signal: 'process' as const, huntIds: [], firstSeen: link.at, lastSeen: link.at, count: 1 };
  const big = aSightingsSnapshot(rows(64).map((row) => ({ ...row, signals: [{ ...part, ...random() }] })));
  const bytes = await pack(big, 20_000);
  expect(bytes.length).toBeLessThanOrEqual(20_000);
  const kept = await opened(bytes);
  expect(leftOut(kept)[0]).toMatch(/of 64 sightings/);
  expect(MOST_BYTES).toBe(5_242_880);
});

test('tampered bytes are refused, as are words that the link says of them', async () => {
  const bytes = await pack(aSightingsSnapshot());
  const hash = hashOf(link, bytes);
  const forged = gzipSync(JSON.stringify(aSightingsSnapshot([])));
  const refused = { kind: 'conflict', message: expect.stringMatching(/SHA-256 does not match/) };
  await expect(unpack(link, forged, hash)).rejects.toMatchObject(refused);
  await expect(unpack(link, bytes.subarray(1), hash)).rejects.toMatchObject(refused);
  await expect(unpack(link, null, hash)).rejects.toMatchObject(refused);
  for (const changed of [
    { by: 'Eve' },
    { at: '2026-03-09T12:00:00.0000000Z' },
    { path: '/?tool=realvnc' },
    { scope: { ...link.scope, rights: 'app' as const } },
    { expiresAt: '2028-01-01T00:00:00.0000000Z' },
  ])
    await expect(unpack({ ...link, ...changed }, bytes, hash)).rejects.toMatchObject(refused);
});

test('a snapshot of another version is refused in words', async () => {
  await expect(opened(gzipSync('{"page":"graph"}'))).rejects.toMatchObject({ message: expect.stringMatching(/another version/) });
});
