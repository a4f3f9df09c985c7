import { beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { readAudit } from '@/lib/audit/read.server';
import { ann, bob } from '@/lib/auth/fixtures';
import { Fault } from '@/lib/shared/errors';
import { type TestDatabase, testDatabase } from '@/lib/store/testing';
import type { Known } from './known.server';
import type { VerdictInput } from './model';

const known = vi.hoisted(() => ({ now: { traits: {}, notices: [] } as Known }));
vi.mock('./known.server', () => ({ readKnown: async () => known.now }));
vi.mock('@/lib/auth/session.server', () => ({ requirePrincipal: async () => ({}) }));

const { changeVerdicts } = await import('./set.server');
const { takeBackVerdicts } = await import('./undo.server');
const { readVerdictHistory } = await import('./read.server');
const { heldVerdicts, verdictFor } = await import('./held.server');

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
let device = '';
let devices = 0;
beforeEach(() => {
  devices += 1;
  device = `d${devices}`;
});

const set = (input: Partial<Record<keyof VerdictInput, unknown>>, who = ann) =>
  changeVerdicts(who, async () => ({ items: [{ tool: 'AnyDesk', deviceId: device }], verdict: 'approved', ...input }));
const undo = (undoId: string, who = ann) => takeBackVerdicts(who, async () => ({ undoId }));
const now = async (tool = 'anydesk') => verdictFor(await heldVerdicts(), { toolSlug: tool, deviceId: device, workspaces: [] });
const history = async (tool = 'AnyDesk') => (await readVerdictHistory(new URLSearchParams({ tool, deviceId: device }))).entries;
const item = (more: object = {}) => ({ items: [{ tool: 'AnyDesk', deviceId: device, ...more }] });

test('a verdict is kept with its history and its entry in the audit', async () => {
  const first = await set({ verdict: 'in-review', note: 'asking IT' });
  expect(first).toMatchObject({ changes: [{ tool: 'AnyDesk', deviceId: device, revision: 1, from: 'new', to: 'in-review' }] });
  await set({ ...item({ tool: 'anydesk', ifRevision: 1 }), note: 'IT knows it', reviewAt: '2030-01-01' }, bob);
  expect(await now()).toMatchObject({ value: 'approved', owner: 'Ann', by: 'Bob', revision: 2, note: 'IT knows it' });
  expect(await history()).toMatchObject([
    { revision: 2, from: 'in-review', to: 'approved', by: 'Bob', note: 'IT knows it', reviewAt: '2030-01-01T00:00:00.0000000Z' },
    { revision: 1, from: 'new', to: 'in-review', by: 'Ann', note: 'asking IT', owner: 'Ann' },
  ]);
  const { entries } = await readAudit({ limit: 2 });
  expect(entries).toMatchObject([
    { action: 'verdict.set', subject: `approved: AnyDesk on ${device}`, actor: { name: 'Bob' } },
    { action: 'verdict.set', subject: `in-review: AnyDesk on ${device}`, actor: { name: 'Ann' } },
  ]);
});

test('a note and a review date are of one decision; owner and ticket stay until they are changed', async () => {
  await set({
    verdict: 'suspicious',
    note: 'odd hour',
    ticket: 'https://tickets.example/7',
    owner: 'Carl',
    reviewAt: '2030-01-01',
  });
  await expect(set({ verdict: 'malicious', ticket: 'https://tickets.example@evil.example/7' })).rejects.toMatchObject({
    fields: { ticket: expect.stringMatching(/before its host/) },
  });
  await set({ verdict: 'malicious' });
  expect(await now()).toMatchObject({ note: '', reviewAt: null, owner: 'Carl', ticket: 'https://tickets.example/7' });
  await set({ verdict: 'malicious', note: 'confirmed' });
  await set({ verdict: 'malicious', owner: null, ticket: null });
  expect(await now()).toMatchObject({ note: 'confirmed', owner: null, ticket: null });
});

test.each([
  [{ verdict: 'fine' }, 'verdict'],
  [{ items: [] }, 'items'],
  [{ items: [{ tool: '', deviceId: 'x' }] }, 'items.0.tool'],
  [{ ticket: 'javascript:alert(1)' }, 'ticket'],
  [{ ticket: 'INC-2041' }, 'ticket'],
  [{ reviewAt: 'soon' }, 'reviewAt'],
  [{ note: '\0' }, 'note'],
  [{ note: 'x'.repeat(10_001) }, 'note'],
])('%j is refused by its field', async (input, field) => {
  await expect(set(input)).rejects.toMatchObject({ kind: 'bad-input', fields: { [field]: expect.any(String) } });
  expect(await now()).toBeUndefined();
});

test('a sighting named twice, by name and by slug, is refused', async () => {
  const twice = {
    items: [
      { tool: 'AnyDesk', deviceId: device },
      { tool: 'anydesk', deviceId: device },
    ],
  };
  await expect(set(twice)).rejects.toMatchObject({ fields: { items: expect.stringMatching(/twice/) } });
});

test('a Viewer and another site change nothing', async () => {
  await expect(set({}, { ...ann, role: 'Viewer' })).rejects.toMatchObject({ kind: 'forbidden' });
  await expect(set({}, { ...ann, sameOrigin: false })).rejects.toMatchObject({ kind: 'forbidden' });
  expect(await now()).toBeUndefined();
});

test('many are decided all or none: one stale item refuses the change, with what is held', async () => {
  await set({ verdict: 'malicious', note: 'mine' }, bob);
  const items = [
    { tool: 'RealVNC', deviceId: device, ifRevision: 0 },
    { tool: 'AnyDesk', deviceId: device, ifRevision: 0 },
  ];
  await expect(set({ items })).rejects.toMatchObject({
    kind: 'conflict',
    message: 'Bob decided it meanwhile: malicious.',
    state: { items: [{ tool: 'AnyDesk', deviceId: device, value: 'malicious', revision: 1, by: 'Bob', note: 'mine' }] },
  });
  expect(await now('realvnc')).toBeUndefined();
});

test('of fifty who decide the same sighting at once from what they see, one does', async () => {
  const all = await Promise.allSettled(Array.from({ length: 50 }, () => set(item({ ifRevision: 0 }))));
  expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(await history()).toHaveLength(1);
});

test('fifty changes at once of one sighting, wanted whatever it holds, are all in its history', async () => {
  await Promise.all(Array.from({ length: 50 }, (_, i) => set({ note: `n${i}` }, i % 2 ? ann : bob)));
  const entries = await history();
  expect(new Set(entries.map(({ revision }) => revision)).size).toBe(50);
  expect((await now())?.revision).toBe(50);
});

test('fifty analysts who add to the same sightings at once lose no update', async () => {
  const ANALYSTS = 50;
  const [EACH, SIGHTINGS] = [4, 10];
  const noteOf = async (deviceId: string) =>
    verdictFor(await heldVerdicts(), { toolSlug: 'anydesk', deviceId, workspaces: [] }) ?? { note: '', revision: 0 };
  let conflicts = 0;
  const addTo = async (analyst: number, deviceId: string): Promise<void> => {
    const { note, revision } = await noteOf(deviceId);
    const items = [{ tool: 'AnyDesk', deviceId, ifRevision: revision }];
    try {
      await set({ items, verdict: 'in-review', note: `${note} ${analyst}`.trim() });
    } catch (error) {
      if (!(error instanceof Fault && error.kind === 'conflict')) throw error;
      conflicts += 1;
      await addTo(analyst, deviceId);
    }
  };
  const devicesOf = (analyst: number) => Array.from({ length: EACH }, (_, i) => `${device}-${(analyst + 3 * i) % SIGHTINGS}`);
  const triage = async (analyst: number) => {
    for (const deviceId of devicesOf(analyst)) await addTo(analyst, deviceId);
  };
  await Promise.all(Array.from({ length: ANALYSTS }, (_, analyst) => triage(analyst)));
  expect(conflicts, 'they were in each other’s way').toBeGreaterThan(0);
  for (let i = 0; i < SIGHTINGS; i++) {
    const deviceId = `${device}-${i}`;
    const { note, revision } = await noteOf(deviceId);
    const wanted = Array.from({ length: ANALYSTS }, (_, analyst) => analyst).filter((analyst) =>
      devicesOf(analyst).includes(deviceId),
    );
    expect(
      note
        .split(' ')
        .map(Number)
        .sort((x, y) => x - y),
    ).toEqual(wanted);
    expect(revision).toBe(wanted.length);
  }
});

test('undo gives each sighting what it had, as a step of its history', async () => {
  await set({ verdict: 'suspicious', note: 'odd', owner: 'Carl' });
  const { undoId } = await set({
    items: [
      { tool: 'AnyDesk', deviceId: device },
      { tool: 'RealVNC', deviceId: device },
    ],
    verdict: 'approved',
  });
  expect((await undo(undoId)).changes).toMatchObject([
    { to: 'suspicious', revision: 3 },
    { to: 'new', revision: 2 },
  ]);
  expect(await now()).toMatchObject({ value: 'suspicious', note: 'odd', owner: 'Carl' });
  expect((await history('RealVNC'))[0]).toMatchObject({ from: 'approved', to: 'new', because: 'undo of revision 1' });
  await expect(undo(undoId), 'it is undone once').rejects.toMatchObject({ kind: 'conflict' });
});

test('undo is refused where somebody decided since, for the change of another person, and for none', async () => {
  const { undoId } = await set({});
  await expect(undo(undoId, bob)).rejects.toMatchObject({ kind: 'forbidden' });
  await set({ verdict: 'malicious' }, bob);
  await expect(undo(undoId)).rejects.toMatchObject({ kind: 'conflict', state: { items: [{ value: 'malicious' }] } });
  await expect(undo('nothing')).rejects.toMatchObject({ kind: 'not-found' });
  const lead = await set({ verdict: 'approved' });
  expect((await undo(lead.undoId, { ...bob, role: 'Lead' })).changes).toHaveLength(1);
});

test('what a decision knew grows with each; one that could not be read knows nothing', async () => {
  const key = JSON.stringify(['anydesk', device, '']);
  known.now = { traits: { [key]: ['account:1'] }, notices: [] };
  await set({});
  known.now = { traits: { [key]: ['account:2'] }, notices: [] };
  await set({});
  expect((await now())?.known).toEqual(['account:1', 'account:2']);
  known.now = { traits: null, notices: ['why'] };
  expect((await set({})).notices).toEqual(['why']);
  expect((await now())?.known).toBeNull();
  known.now = { traits: {}, notices: [] };
});

test('a verdict of a workspace is beside that of all; the latest holds', async () => {
  await set({ verdict: 'approved' });
  await set({ ...item({ workspace: 'east' }), verdict: 'malicious' });
  const held = await heldVerdicts();
  const sighting = { toolSlug: 'anydesk', deviceId: device };
  expect(verdictFor(held, { ...sighting, workspaces: ['east'] })?.value).toBe('malicious');
  expect(verdictFor(held, { ...sighting, workspaces: ['west'] })?.value).toBe('approved');
});

test('history cannot be changed, and a change whose history cannot be kept does not happen', async () => {
  await expect(database.sql("UPDATE verdict_history SET note = ''")).rejects.toThrow(/append-only/);
  await expect(database.sql('DELETE FROM verdict_history')).rejects.toThrow(/append-only/);
  await database.sql(`ALTER TABLE verdict_history ADD CONSTRAINT full_up CHECK (device_id <> '${device}') NOT VALID`);
  await expect(set({})).rejects.toThrow();
  expect(await now()).toBeUndefined();
});
