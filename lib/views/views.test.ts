import { beforeAll, expect, test, vi } from 'vitest';
import { readAudit } from '@/lib/audit/read.server';
import { ann, lea, vic } from '@/lib/auth/fixtures';
import type { PersonPrincipal } from '@/lib/auth/model';
import { testDatabase } from '@/lib/store/testing';
import { viewSearch } from './model';

const who = vi.hoisted(() => ({ asks: undefined as PersonPrincipal | undefined }));
vi.mock('@/lib/auth/session.server', () => ({ requirePrincipal: async () => who.asks }));
const { addView, changeView, readView, readViews, removeView } = await import('./views.server');

beforeAll(() => testDatabase());

const add = (principal: PersonPrincipal, more: object = {}) =>
  addView(principal, async () => ({ name: 'Bad ones', search: 'verdict=malicious', ...more }));
const change = (principal: PersonPrincipal, body: object) => changeView(principal, async () => body);
const seenBy = async (principal: PersonPrincipal) => {
  who.asks = principal;
  return (await readViews()).views.map(({ name }) => name);
};

test('a Viewer keeps views of their own, which nobody else sees, reads or changes', async () => {
  const view = await add(vic, { name: 'Mine', search: 'row=x~y&view=z&sort=-lastSeen&q=vnc', hidden: ['owner'] });
  expect(view).toMatchObject({ team: false, search: 'q=vnc', hidden: ['owner'], revision: 1, mayChange: true });
  expect(viewSearch(view).toString()).toBe(`q=vnc&view=${view.id}`);
  expect([await seenBy(vic), await seenBy(lea)]).toEqual([['Mine'], []]);
  expect(await readView(view.id)).toBeUndefined();
  expect(await readView('\0'), 'what no id can be').toBeUndefined();
  await expect(change(lea, { id: view.id, name: 'x' })).rejects.toMatchObject({ kind: 'not-found' });
  await expect(removeView(lea, view.id)).rejects.toMatchObject({ kind: 'not-found' });
  expect(await change(vic, { id: view.id, name: 'Still mine' })).toMatchObject({ search: 'q=vnc', revision: 2 });
  await expect(change(vic, { id: view.id, team: true })).rejects.toMatchObject({ kind: 'forbidden' });
  await removeView(vic, view.id);
  expect(await seenBy(vic)).toEqual([]);
});

test('the team’s are seen by all, added by Analysts, and changed by whoever made them or a Lead', async () => {
  await expect(add(vic, { team: true })).rejects.toMatchObject({ kind: 'forbidden' });
  const { id } = await add(ann);
  await change(ann, { id, team: true });
  const bob = { ...ann, user: 'bob', name: 'Bob' };
  expect([await seenBy(vic), await seenBy(bob)]).toEqual([['Bad ones'], ['Bad ones']]);
  expect((await readViews()).views[0]).toMatchObject({ team: true, by: 'Ann', mayChange: false });
  await expect(change(bob, { id, name: 'Mine now' })).rejects.toMatchObject({
    kind: 'forbidden',
    message: expect.stringMatching(/^Ann made/),
  });
  await expect(removeView(bob, id)).rejects.toMatchObject({ kind: 'forbidden' });
  await expect(change(lea, { id, name: 'Worst', ifRevision: 1 })).rejects.toMatchObject({
    kind: 'conflict',
    state: { revision: 2 },
  });
  await change(lea, { id, name: 'Worst', ifRevision: 2 });
  await removeView(lea, id);
  expect((await readAudit({ limit: 4 })).entries).toMatchObject([
    { action: 'view.remove', subject: 'Worst', actor: { name: 'Lea' } },
    { action: 'view.change', subject: 'Worst', detail: { from: { name: 'Bad ones' }, to: { name: 'Worst', team: true } } },
    { action: 'view.change', detail: { from: { team: false }, to: { team: true } } },
    { action: 'view.add', subject: 'Bad ones', detail: { search: 'verdict=malicious', team: false } },
  ]);
});

test.each([
  [{ name: ' ' }, 'name'],
  [{ name: 'a\0' }, 'name'],
  [{ search: 'q='.padEnd(9000, 'x') }, 'search'],
  [{ hidden: ['a b'] }, 'hidden.0'],
])('%j is refused by its field', async (more, field) => {
  await expect(add(ann, more)).rejects.toMatchObject({ kind: 'bad-input', fields: { [field]: expect.any(String) } });
});
