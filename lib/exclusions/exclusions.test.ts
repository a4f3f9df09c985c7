import { expect, test, vi } from 'vitest';
import { readAudit } from '@/lib/audit/read.server';
import { ann, lea } from '@/lib/auth/fixtures';
import { now } from '@/lib/shared/clock';
import { addTicks, parseDuration } from '@/lib/shared/time';
import { testDatabase } from '@/lib/store/testing';
import { MOST_EXCLUSIONS, MOST_LISTS } from './model';

vi.mock('@/lib/auth/session.server', () => ({ requirePrincipal: async () => ({}) }));
const database = await testDatabase();
const { addExclusion, changeExclusion } = await import('./write.server');
const { readLists, removeList, setList } = await import('./lists.server');
const { everyExclusion, exclusionOf, activeExclusions, statusOf, sweptExclusions } = await import('./active.server');

const inDays = (days: number) => addTicks(now(), parseDuration(`${days}d`) ?? 0n);
const where = { all: [{ column: 'account', op: '=~', value: 'svc-deploy' }] };
const input = { name: 'Deployment', where, reason: 'patch nights', expiresAt: inDays(30) };
const add = (more: object = {}, who = ann) => addExclusion(who, async () => ({ ...input, ...more }));
const change = (id: string, more: object, who = lea) => changeExclusion(who, async () => ({ id, ...more }));
const activeIds = async (at = now()) => (await sweptExclusions(at)).exclusions.map(({ id }) => id);

test('an Analyst proposes, which takes nothing out; a Lead approves', async () => {
  const proposed = await add({ tool: 'AnyDesk' });
  expect(proposed).toMatchObject({
    status: 'proposed',
    by: 'Ann',
    owner: 'Ann',
    approvedBy: null,
    toolSlug: 'anydesk',
    revision: 1,
  });
  expect(await activeIds()).not.toContain(proposed.id);
  await expect(change(proposed.id, { action: 'approve' }, ann)).rejects.toMatchObject({ kind: 'forbidden' });
  const approved = await change(proposed.id, { action: 'approve', ifRevision: 1 });
  expect(approved).toMatchObject({ status: 'active', approvedBy: 'Lea', revision: 2 });
  expect(await activeIds()).toContain(proposed.id);
  const { entries } = await readAudit({ limit: 2 });
  expect(entries).toMatchObject([
    { action: 'exclusion.change', subject: 'approve: Deployment', actor: { name: 'Lea' } },
    { action: 'exclusion.add', subject: 'Deployment', actor: { name: 'Ann' }, detail: { where, state: 'proposed' } },
  ]);
});

test('what a Lead adds holds at once, for all tools where none is named', async () => {
  const added = await add({ owner: 'IT' }, lea);
  expect(added).toMatchObject({ status: 'active', approvedBy: 'Lea', owner: 'IT', tool: null });
  expect(await activeIds()).toContain(added.id);
});

test('it stops by itself at its expiry, and can be extended by a Lead', async () => {
  const { id, expiresAt } = await add({}, lea);
  expect(await activeIds(addTicks(expiresAt, -1n))).toContain(id);
  expect(await activeIds(expiresAt)).not.toContain(id);
  const row = (await activeExclusions()).rows.find((each) => each.id === id);
  expect(row && statusOf(row, expiresAt)).toBe('expired');
  await expect(change(id, { action: 'extend', expiresAt: inDays(60) }, ann)).rejects.toMatchObject({ kind: 'forbidden' });
  await change(id, { action: 'extend', expiresAt: inDays(60) });
  expect(await activeIds(expiresAt)).toContain(id);
});

test('it says when it ends within days, while it holds', async () => {
  expect(await add({ expiresAt: inDays(6) }, lea)).toMatchObject({ expiresSoon: true });
  expect(await add({ expiresAt: inDays(8) }, lea)).toMatchObject({ expiresSoon: false });
  expect(await add({ expiresAt: inDays(6) })).toMatchObject({ status: 'proposed', expiresSoon: false });
});

test('anybody who may decide turns it off, since that hides nothing', async () => {
  const { id } = await add({}, lea);
  expect(await change(id, { action: 'off' }, ann)).toMatchObject({ status: 'off' });
  expect(await activeIds()).not.toContain(id);
  await expect(change(id, { action: 'approve' })).rejects.toMatchObject({ kind: 'conflict' });
});

test.each([
  [{ expiresAt: inDays(367) }, 'expiresAt', /more than a year/],
  [{ expiresAt: '2001-01-01' }, 'expiresAt', /in the past/],
  [{ expiresAt: undefined }, 'expiresAt', /./],
  [{ reason: ' ' }, 'reason', /empty/],
  [{ name: '' }, 'name', /empty/],
  [{ where: {} }, 'where', /./],
  [{ where: { column: 'Nothing', op: '==', value: 'a' } }, 'where', /no hunted table/],
  [{ where: { column: 'account', op: 'in', value: { list: 'gone' } } }, 'where', /no list/],
  [{ where: { column: 'path', op: 'matches regex', value: '(' } }, 'where', /./],
])('%# is refused by its field', async (more, field, words) => {
  await expect(add(more, lea)).rejects.toMatchObject({
    kind: 'bad-input',
    fields: expect.objectContaining({ [field]: expect.stringMatching(words) }),
  });
});

test('many add exclusions and remove lists at once: none of them waits for a connection that the others hold', async () => {
  await Promise.all(Array.from({ length: 20 }, (_, i) => list(`Gone ${i}`)));
  const adding = Array.from({ length: 20 }, () => add({ where: { column: 'account', op: 'in', value: { list: 'Gone 0' } } }));
  const removing = Array.from({ length: 19 }, (_, i) => removeList(lea, `Gone ${i + 1}`));
  expect((await Promise.all([...adding, ...removing])).length).toBe(39);
});

test('a change of an older state is refused with what is held now; an unknown one is not found', async () => {
  const { id } = await add({}, lea);
  await change(id, { action: 'off' });
  await expect(change(id, { action: 'extend', expiresAt: inDays(9), ifRevision: 1 })).rejects.toMatchObject({
    kind: 'conflict',
    state: { id, status: 'off', revision: 2 },
  });
  await expect(change('nothing', { action: 'off' })).rejects.toMatchObject({ kind: 'not-found' });
  await expect(change('\0', { action: 'off' })).rejects.toMatchObject({ kind: 'bad-input', fields: { id: expect.any(String) } });
});

test('a change gives the next question another cache key', async () => {
  const before = await sweptExclusions(now());
  await add({}, lea);
  const after = await sweptExclusions(now());
  expect(after.key).not.toBe(before.key);
  expect((await sweptExclusions(now())).key).toBe(after.key);
});

const list = (name: string, more: object = {}, who = lea) =>
  setList(who, async () => ({ name, kind: 'accounts', entries: ['b', 'a', 'b'], ...more }));

test('a list is made, replaced and told in the audit, by a Lead only', async () => {
  expect(await list('Admins')).toMatchObject({ name: 'Admins', entries: ['a', 'b'], by: 'Lea', revision: 1 });
  await expect(list('Admins', {}, ann)).rejects.toMatchObject({ kind: 'forbidden' });
  await expect(list('Admins', { ifRevision: 0 })).rejects.toMatchObject({ kind: 'conflict', state: { revision: 1 } });
  expect(await list('Admins', { entries: ['a', 'c'], ifRevision: 1 })).toMatchObject({ revision: 2 });
  const [entry] = (await readAudit({ limit: 1 })).entries;
  expect(entry).toMatchObject({ action: 'list.set', subject: 'Admins', detail: { added: ['c'], removed: ['b'] } });
  expect((await readLists()).lists.map(({ name }) => name)).toContain('Admins');
});

test('an exclusion takes the entries that its list has when it is asked', async () => {
  await list('Deployers', { entries: ['svc-1'] });
  const { id } = await add({ where: { column: 'account', op: 'in~', value: { list: 'Deployers' } } }, lea);
  const before = await sweptExclusions(now());
  await list('Deployers', { entries: ['svc-1', 'svc-2'] });
  const after = await sweptExclusions(now());
  expect(after.key).not.toBe(before.key);
  expect(after.listOf('Deployers')).toEqual(['svc-1', 'svc-2']);
  await expect(removeList(lea, 'Deployers')).rejects.toMatchObject({
    kind: 'conflict',
    message: expect.stringMatching(/“Deployment”/),
  });
  await change(id, { action: 'off' });
  await removeList(lea, 'Deployers');
  await expect(removeList(lea, 'Deployers')).rejects.toMatchObject({ kind: 'not-found' });
});

test('a list keeps the entries with which its exclusions can be asked; the audit names the first of many', async () => {
  await list('Ranges', { kind: 'addresses', entries: ['10.0.0.0/8'] });
  const inRanges = { column: 'remoteIp', op: 'ipv4_is_in_any_range', value: { list: 'Ranges' } };
  const { id } = await add({ name: 'Offices', where: inRanges }, lea);
  await expect(list('Ranges', { entries: ['bob'] })).rejects.toMatchObject({
    kind: 'conflict',
    message: expect.stringMatching(/“Offices” uses the list “Ranges”.*“bob” is no IPv4 address/),
  });
  await change(id, { action: 'off' });
  await list('Ranges', { entries: Array.from({ length: 300 }, (_, i) => `host-${i}`) });
  const [entry] = (await readAudit({ limit: 1 })).entries;
  expect(entry?.detail).toMatchObject({ added: { length: 100 }, 'added besides': 200, removed: ['10.0.0.0/8'] });
});

test.each([
  ['x/y', {}, 'name'],
  ['Ranges', { kind: 'addresses', entries: ['10.0.0.0/8', 'ten'] }, 'entries.1'],
  ['Other', { kind: 'other' }, 'kind'],
])('a list %s %j is refused by its field', async (name, more, field) => {
  await expect(list(name, more)).rejects.toMatchObject({ fields: { [field]: expect.any(String) } });
});

test('what a newer version wrote is there, off, and breaks nothing; it can be turned off and not more', async () => {
  const { id } = await add({ name: 'Newer' }, lea);
  await database.sql(
    `UPDATE exclusions SET "where" = '{"near": {"list": "Kept"}}' WHERE id = '${id}'; UPDATE triage_revision SET revision = revision + 1`,
  );
  const row = (await everyExclusion()).find((each) => each.id === id);
  expect(row && exclusionOf(row, now())).toMatchObject({ name: 'Newer', status: 'off', where: null });
  expect((await sweptExclusions(now())).exclusions).toContainEqual(expect.objectContaining({ id, where: null }));
  await list('Kept');
  await expect(removeList(lea, 'Kept')).rejects.toMatchObject({ message: expect.stringContaining('“Newer”') });
  await expect(change(id, { action: 'extend', expiresAt: inDays(9) })).rejects.toMatchObject({
    kind: 'conflict',
    message: expect.stringContaining('newer version'),
  });
  expect(await change(id, { action: 'off' })).toMatchObject({ status: 'off' });
  await removeList(lea, 'Kept');
});

test('only what is active is kept in memory', async () => {
  const proposed = await add();
  const { id } = await add({}, lea);
  await change(id, { action: 'off' });
  const ids = (await activeExclusions()).rows.map((row) => row.id);
  expect(ids).not.toContain(id);
  expect(ids).not.toContain(proposed.id);
  expect((await everyExclusion()).map((row) => row.id)).toEqual(expect.arrayContaining([id, proposed.id]));
});

test('one exclusion or list too many is refused in words; what has ended does not count', async () => {
  const fill = (state: string, ends: string) =>
    database.sql(
      `INSERT INTO exclusions SELECT '${state}' || i, 'x', NULL, NULL, '{}', 'r', 'o', '${state}', 'b', 'b', '2026-01-01', NULL, '${ends}', 1, 1 FROM generate_series(1, ${MOST_EXCLUSIONS}) i`,
    );
  await fill('off', inDays(9));
  await fill('active', '2001-01-01T00:00:00.0000000Z');
  await add();
  await fill('proposed', inDays(9));
  await expect(add()).rejects.toMatchObject({
    kind: 'bad-input',
    message: expect.stringMatching(/^500 exclusions are .* Turn one off/),
  });
  await database.sql("DELETE FROM exclusions WHERE id ~ '^(off|active|proposed)\\d'");
  await database.sql(
    `INSERT INTO lists SELECT 'l' || i, 'accounts', '[]', 'b', '2026-01-01', 1, 1 FROM generate_series(1, ${MOST_LISTS}) i`,
  );
  await expect(list('One more')).rejects.toMatchObject({
    kind: 'bad-input',
    message: expect.stringMatching(/^There are 200 lists/),
  });
  expect(await list('l1')).toMatchObject({ revision: 2 });
  await database.sql("DELETE FROM lists WHERE name ~ '^l\\d'");
});
