import { beforeEach, expect, test, vi } from 'vitest';
import { readAudit } from '@/lib/audit/read.server';
import * as people from '@/lib/auth/fixtures';
import type { PersonPrincipal } from '@/lib/auth/model';
import { now } from '@/lib/shared/clock';
import { Fault } from '@/lib/shared/errors';
import { addTicks, parseDuration } from '@/lib/shared/time';
import { testDatabase } from '@/lib/store/testing';
import { aSightingsSnapshot } from './fixtures';

const vic = { ...people.vic, scope: 'user:1' };
const bob = { ...people.bob, sessionId: 'b', scope: 'user:1' };
const lea = { ...people.lea, sessionId: 'l', scope: 'user:1' };

const held = vi.hoisted(() => ({ asks: undefined as PersonPrincipal | undefined, engine: vi.fn() }));
vi.mock('@/lib/auth/session.server', () => ({
  requirePrincipal: async () => {
    if (held.asks) return held.asks;
    throw new Fault('unauthenticated', 'Sign in first.');
  },
}));
vi.mock('@/lib/sightings/read.server', () => ({
  readSightings: held.engine,
  readTimeline: async () => aSightingsSnapshot().timeline,
}));
const database = await testDatabase();
const { addLink, revokeLink } = await import('./write.server');
const { openLink, readLinks } = await import('./open.server');
const { readChanges } = await import('./changes.server');

const answer = { ...aSightingsSnapshot().sightings, engine: 'log-analytics' as const };
beforeEach(() => {
  held.asks = vic;
  held.engine.mockReset().mockResolvedValue(answer);
});

const add = (more: object = {}, who = vic) => addLink(who, async () => ({ path: '/?tool=anydesk', kind: 'live', ...more }));
const frozen = (who = vic) => add({ kind: 'frozen' }, who);
const openAs = (who: PersonPrincipal | undefined, id: string) => {
  held.asks = who;
  return openLink(id);
};
const inDays = (days: number) => addTicks(now(), parseDuration(`${days}d`) ?? 0n);
const actions = async () => (await readAudit({ limit: 50 })).entries.map(({ action, actor }) => `${action} ${actor.name}`);

test('a Viewer shares a live link, which leads whoever is signed in to its page', async () => {
  const link = await add();
  expect(link.id).toMatch(/^[\w-]{22}$/);
  expect(link).toMatchObject({ url: expect.stringMatching(new RegExp(`/l/${link.id}$`)), state: 'open', by: 'Vic', scope: null });
  expect(link.expiresAt.slice(0, 10)).toBe(inDays(90).slice(0, 10));
  expect(await openAs(bob, link.id)).toEqual({ kind: 'live', path: '/?tool=anydesk' });
  await expect(openAs(undefined, link.id)).rejects.toMatchObject({ kind: 'unauthenticated' });
  await expect(openAs(bob, 'AAAAAAAAAAAAAAAAAAAAAA')).rejects.toMatchObject({ kind: 'not-found' });
  expect(held.engine).not.toHaveBeenCalled();
});

test('a frozen link opens without the engine, says whose rights made it, and is recorded once a session', async () => {
  const link = await add({ kind: 'frozen', path: '/?last=5d&tool=anydesk' });
  expect(link).toMatchObject({
    scope: { engine: 'log-analytics', rights: 'own' },
    sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  expect(Object.fromEntries(new URL(link.path, 'http://x').searchParams)).toEqual({
    tool: 'anydesk',
    ...answer.window,
    since: answer.newSince,
  });
  held.engine.mockClear();
  for (const who of [bob, bob, lea])
    expect(await openAs(who, link.id)).toMatchObject({ kind: 'frozen', snapshot: { sightings: { rows: answer.rows } } });
  expect(held.engine).not.toHaveBeenCalled();
  expect((await actions()).slice(0, 3)).toEqual(['link.open Lea', 'link.open Bob', 'link.add Vic']);
});

test('what has changed since is asked of the engine, and is not known where it does not answer', async () => {
  const { id } = await frozen();
  held.engine.mockResolvedValue({ ...answer, total: 0, rows: [] });
  expect(await readChanges(id)).toMatchObject({ known: true, gone: ['AnyDesk on ws-1'], added: [] });
  held.engine.mockRejectedValue(new Fault('unavailable', 'Azure does not answer.'));
  expect(await readChanges(id)).toEqual({ known: false, why: 'Azure does not answer.' });
  await expect(readChanges((await add()).id)).rejects.toMatchObject({ kind: 'not-found' });
});

test('a tampered snapshot is refused in words, and is not recorded as opened', async () => {
  const { id } = await frozen();
  await database.sql(`UPDATE links SET snapshot = snapshot || '\\x00' WHERE id = '${id}'`);
  const before = await actions();
  expect(await openAs(bob, id)).toMatchObject({ kind: 'closed', why: expect.stringMatching(/SHA-256 does not match/) });
  expect(await actions()).toEqual(before);
});

test('a live link that was changed in the database leads to no other site', async () => {
  const { id } = await add();
  await database.sql(`UPDATE links SET path = '//evil.example' WHERE id = '${id}'`);
  expect(await openAs(bob, id)).toMatchObject({ kind: 'closed' });
});

test('whoever made it or a Lead revokes it; then it shows nothing, and what it kept is gone', async () => {
  const { id } = await frozen();
  await expect(revokeLink(bob, id)).rejects.toMatchObject({ kind: 'forbidden', message: expect.stringMatching(/^Vic made/) });
  expect(await revokeLink(lea, id)).toMatchObject({ state: 'revoked', revokedBy: 'Lea', mayRevoke: false });
  expect(await openAs(vic, id)).toMatchObject({ kind: 'closed', why: expect.stringMatching(/revoked by Lea/) });
  await expect(revokeLink(vic, id)).rejects.toMatchObject({ kind: 'conflict' });
  expect((await database.sql(`SELECT snapshot FROM links WHERE id = '${id}'`)).rows).toEqual([{ snapshot: null }]);
  expect((await actions())[0]).toBe('link.revoke Lea');
  const own = await add();
  expect(await revokeLink(vic, own.id)).toMatchObject({ state: 'revoked' });
});

test('an expired link shows nothing, and its snapshot goes when the next is made', async () => {
  const { id } = await frozen();
  await database.sql(`UPDATE links SET expires_at = '2020-01-01T00:00:00.0000000Z' WHERE id = '${id}'`);
  expect(await openAs(vic, id)).toMatchObject({ kind: 'closed', why: expect.stringMatching(/time is over/) });
  await frozen();
  expect((await database.sql(`SELECT snapshot FROM links WHERE id = '${id}'`)).rows).toEqual([{ snapshot: null }]);
});

test('one sees the links of one’s own, a Lead everybody’s', async () => {
  await add({}, bob);
  held.asks = bob;
  const own = await readLinks();
  expect([own.all, new Set(own.links.map(({ by }) => by))]).toEqual([false, new Set(['Bob'])]);
  held.asks = lea;
  const every = await readLinks();
  expect([every.all, new Set(every.links.map(({ by }) => by))]).toEqual([true, new Set(['Bob', 'Vic'])]);
});

test.each([
  [{ path: '//evil.example' }, 'path'],
  [{ path: '/api/sign-out' }, 'path'],
  [{ path: undefined }, 'path'],
  [{ kind: 'other' }, 'kind'],
  [{ kind: 'frozen', path: '/status' }, 'path'],
  [{ expiresAt: '2001-01-01' }, 'expiresAt'],
  [{ expiresAt: 'soon' }, 'expiresAt'],
  [{ expiresAt: inDays(731) }, 'expiresAt'],
  [{ days: 731 }, 'days'],
])('%j is refused by its field', async (more, field) => {
  await expect(add(more)).rejects.toMatchObject({ kind: 'bad-input', fields: { [field]: expect.any(String) } });
  expect(held.engine).not.toHaveBeenCalled();
});

test('a link may be open for nearly two years, or for few days', async () => {
  expect((await add({ expiresAt: inDays(729) })).state).toBe('open');
  expect((await add({ days: 7 })).expiresAt.slice(0, 10)).toBe(inDays(7).slice(0, 10));
});

test('a request cannot bring a snapshot of its own', async () => {
  const packed = { frozen: { snapshot: aSightingsSnapshot([]), path: '/', title: 'forged' }, bytes: Buffer.from('x') };
  expect(await add({ packed })).toMatchObject({ title: 'Sightings: tool=anydesk', sha256: null });
});

test('another site’s page makes no link', async () => {
  await expect(add({}, { ...vic, sameOrigin: false })).rejects.toMatchObject({ kind: 'forbidden' });
});
