/** What catalogue and status say where tables are missing, workspaces refuse or the engine does not answer. */
import { afterEach, expect, test, vi } from 'vitest';
import type { Engine } from '@/lib/engines/engine';
import { localIdentity } from '@/lib/engines/identity';
import type { TableStatus } from '@/lib/engines/model';
import { withSomeHunts } from '@/lib/hunts/testing';
import { Fault, type FaultKind } from '@/lib/shared/errors';

const NOW = '2026-03-10T12:00:00.0000000Z';
const TENANT = '11111111-2222-4333-8444-555555555555';
const WORKSPACE = `/subscriptions/${TENANT}/resourceGroups/soc/providers/Microsoft.OperationalInsights/workspaces/contoso`;
withSomeHunts();
vi.stubEnv('NOW', NOW);
vi.stubEnv('DEFENDER_TENANT_ID', TENANT);
vi.stubEnv('WORKSPACE_RESOURCE_ID', WORKSPACE);

const names = ['DeviceProcessEvents', 'DeviceNetworkEvents', 'DeviceFileCertificateInfo', 'DeviceInfo'];
const REFUSES = 'Workspace west refused. The role is missing. It is not in this answer.';
const engine = {
  fault: null as Fault | null,
  missing: ['DeviceNetworkEvents'],
  workspaces: [] as string[],
  sent: [] as string[],
};

function statusOf(name: string): TableStatus {
  const present = !engine.missing.includes(name);
  const lastEvent = present ? '2026-03-10T09:00:00.0000000Z' : null;
  return {
    name,
    present,
    timeColumn: 'TimeGenerated',
    rows: present ? '7' : '0',
    within: '1d',
    firstEvent: null,
    lastEvent,
    fault: null,
  };
}
async function orFault<T>(answer: T): Promise<T> {
  if (engine.fault) throw engine.fault;
  return answer;
}
const principal = { kind: 'system', name: 'a test', scope: 'local' } as const;
const fake: Engine = {
  name: 'log-analytics',
  retention: null,
  freshFor: 0,
  version: () => '',
  sample: () => false,
  check: () => undefined,
  coverage: () => orFault({ tables: names.map(statusOf), workspaces: engine.workspaces, notices: [REFUSES] }),
  tables: () => orFault(names.map(statusOf)),
  query: (kql) => {
    engine.sent.push(kql);
    return Promise.reject(new Fault('unavailable', 'Queries are counted here, not answered.'));
  },
};
vi.mock('@/lib/engines/current.server', () => ({ currentEngine: () => fake }));
vi.mock('@/lib/query/context.server', async (original) => ({
  ...(await original<typeof import('@/lib/query/context.server')>()),
  openQuery: async () => ({ principal, engine: fake, identity: localIdentity, now: NOW }),
}));

const { readHunt, readHunts } = await import('@/lib/catalogue/read.server');
const { readPortalLinks } = await import('@/lib/sightings/portal-links.server');
const { readSightings } = await import('@/lib/sightings/read.server');
const { readStatus } = await import('./read.server');

afterEach(() => {
  engine.fault = null;
  engine.workspaces = [];
  expect(engine.sent.splice(0), 'catalogue and status ask no telemetry').toEqual([]);
});
const fails = (kind: FaultKind) => {
  engine.fault = new Fault(kind, 'No workspace answers.');
};

test('a hunt on a missing table is not asked, which is neither refused nor empty', async () => {
  const { hunts, notices } = await readHunts();
  const missing = hunts.filter(({ missingTable }) => missingTable !== null);
  expect(new Set(missing.map(({ table }) => table))).toEqual(new Set(['DeviceNetworkEvents']));
  expect(missing.every(({ fault }) => fault === null)).toBe(true);
  expect(hunts.filter(({ table, fault }) => table === 'DeviceNetworkEvents' && fault === null)).toEqual(missing);
  expect(notices.find(({ kind }) => kind === 'missing-table')?.message).toContain(`so ${missing.length} hunts were not asked`);
  const [one] = missing;
  expect((await readHunt(one?.id ?? '', { last: '5d' })).missingTable).toBe('DeviceNetworkEvents');
});

test('the status says which workspaces refuse, how late each table is and where its connector is enabled', async () => {
  const { coverage, tables, engines, connectorLinks } = await readStatus();
  expect(coverage).toEqual([REFUSES]);
  expect(engines).toEqual([{ name: 'log-analytics', ok: true, message: 'ready' }]);
  const [processes, network] = tables;
  expect(processes).toMatchObject({ present: true, lagSeconds: 10_800, connectors: ['MicrosoftThreatProtection'] });
  expect(network).toMatchObject({ present: false, lagSeconds: null, connectors: ['MicrosoftThreatProtection'] });
  expect(network?.hunts).toBeGreaterThan(0);
  expect(connectorLinks.sentinel).toContain('/DataConnectors/id/');
  expect(connectorLinks.streaming).toContain(`tid=${TENANT}`);
});

test('without the database the status says that it does not know of the history, and tells the rest', async () => {
  const { history, notices, tables } = await readStatus();
  expect(history).toBeNull();
  expect(notices.map(({ message }) => message).join()).toMatch(/How the history stands is not known: DATABASE_URL is not set/);
  expect(tables).not.toEqual([]);
});

test('an engine that fails is a fault, not an engine without tables; the catalogue is shown all the same', async () => {
  fails('unavailable');
  const { engines, tables, coverage } = await readStatus();
  expect(engines).toEqual([{ name: 'log-analytics', ok: false, message: 'No workspace answers.' }]);
  expect([tables, coverage]).toEqual([[], []]);
  const { hunts, notices } = await readHunts();
  expect(hunts.some(({ missingTable }) => missingTable !== null)).toBe(false);
  expect(notices.map(({ message }) => message)).toContain('Which tables are there is not known: No workspace answers.');
});

test('where only a new sign-in helps, that is what is asked for', async () => {
  fails('unauthenticated');
  await expect(readStatus()).rejects.toMatchObject({ kind: 'unauthenticated' });
  await expect(readHunts()).rejects.toMatchObject({ kind: 'unauthenticated' });
});

test('what a hunt’s page and “copy KQL” show as sent is what a sweep sends, the workspace column included', async () => {
  engine.workspaces = ['east', 'west'];
  const window = { from: '2026-03-05T12:00:00.0000000Z', to: NOW };
  const question = new URLSearchParams(window);
  await expect(readSightings(question)).rejects.toThrow('not answered');
  const sent = engine.sent.splice(0);
  const { hunts } = await readHunts();
  const processHunt = hunts.find(({ signal, notSwept, fault }) => signal === 'process' && notSwept === null && fault === null);
  const shown = [
    (await readHunt(processHunt?.id ?? '', window)).query.sent,
    ...(await readPortalLinks(question)).queries.map(({ kql }) => kql),
  ];
  expect(shown).toHaveLength(3);
  for (const kql of shown) expect(sent).toContain(kql);
  expect(shown.every((kql) => kql.includes('by DeviceId, DeviceName, Workspace, Hunts'))).toBe(true);
});
