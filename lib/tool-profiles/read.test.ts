/** A tool's page over the sample: asked on the embedded engine. */
import { rmSync } from 'node:fs';
import { afterAll, expect, test, vi } from 'vitest';
import { createEmbeddedEngine } from '@/lib/engines/embedded/engine.server';
import { localIdentity } from '@/lib/engines/identity';
import { withSomeHunts } from '@/lib/hunts/testing';
import type { QueryContext } from '@/lib/query/context.server';
import { SAMPLE_NOW, sampleDataDir } from '@/lib/sample/testing';
import { testDatabase } from '@/lib/store/testing';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });
const dataDir = await sampleDataDir('tool-profiles');
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));
const engine = createEmbeddedEngine(dataDir);
const principal = { kind: 'system', name: 'a test', scope: 'local' } as const;
vi.mock('@/lib/engines/current.server', () => ({ currentEngine: () => engine }));
const asked: Partial<QueryContext> = {};
vi.mock('@/lib/query/context.server', async (original) => ({
  ...(await original<typeof import('@/lib/query/context.server')>()),
  openQuery: async () => ({ principal, engine, identity: localIdentity, now: SAMPLE_NOW, ...asked }),
}));
vi.stubEnv('NOW', SAMPLE_NOW);
withSomeHunts();
await testDatabase();
const { readTool, readTools } = await import('./read.server');

const last = new URLSearchParams({ last: '30d' });
const anydesk = await readTool('AnyDesk', last);

test('a tool’s page has its facts, hunts, signals, and its share of the estate', () => {
  expect(anydesk).toMatchObject({ tool: 'AnyDesk', slug: 'anydesk', facts: { vendor: 'AnyDesk Software GmbH' } });
  expect(new Set(anydesk.hunts.map(({ tool }) => tool))).toEqual(new Set(['AnyDesk']));
  expect(anydesk.estate?.by).toBe('DeviceInfo');
  expect(anydesk.seen?.devices).toBeGreaterThan(1);
  expect(anydesk.seen?.devices).toBeLessThan(anydesk.estate?.devices ?? 0);
  const events = anydesk.signals.reduce((sum, signal) => sum + signal.events, 0);
  expect(events).toBe(anydesk.seen?.events);
});

test('programs and relays count the events of its hunts, and say which are usual', () => {
  const processes = anydesk.signals.find(({ signal }) => signal === 'process')?.events;
  expect(anydesk.programs.rows.reduce((sum, { events }) => sum + events, 0)).toBe(processes);
  const network = anydesk.signals.find(({ signal }) => signal === 'network')?.events;
  expect(anydesk.relays.rows.reduce((sum, { matched }) => sum + matched, 0)).toBe(network);
  expect(anydesk.relays.rows.find(({ address }) => address.endsWith('.anydesk.com'))?.isVendors).toBe(true);
});

test('what exclusions take out of the connections is no relay, by whatever programs', async () => {
  const address = anydesk.relays.rows.find(({ byPrograms }) => byPrograms > 0)?.address ?? '';
  expect(address).not.toBe('');
  const where = {
    any: [{ column: 'RemoteUrl', op: 'has', value: address } as const, { column: 'remoteIp', op: '==', value: address } as const],
  };
  const exclusion = { id: 'x', name: 'x', toolSlug: 'anydesk', where };
  asked.exclusions = async () => ({ key: 'x', exclusions: [exclusion], listOf: () => undefined });
  const { relays } = await readTool('AnyDesk', last);
  delete asked.exclusions;
  expect(relays.rows.map((relay) => relay.address)).not.toContain(address);
  expect(relays.rows.length).toBeGreaterThan(0);
});

test('on one device it tells of that device only', async () => {
  const none = await readTool('anydesk', new URLSearchParams({ last: '30d', device: 'no-such-device' }));
  expect(none).toMatchObject({ seen: null, programs: { total: 0 }, relays: { total: 0 }, estate: null });
});

test('every tool of hunts and facts is listed with what was seen of it', async () => {
  const { tools } = await readTools(last);
  expect(tools.length).toBeGreaterThanOrEqual(250);
  expect(tools.find(({ slug }) => slug === 'anydesk')?.seen).toEqual(anydesk.seen);
  expect(tools.filter(({ seen }) => seen === null).length).toBeGreaterThan(100);
});

test('another name of a tool leads to it; a name that nobody knows is not found', async () => {
  expect((await readTool('ninjaone', last)).slug).toBe('ninjarmm');
  await expect(readTool('no such tool', last)).rejects.toMatchObject({ kind: 'not-found' });
});
