import { expect, test } from 'vitest';
import { portalQuery } from '@/lib/query/portal-links';
import { signals } from '@/lib/tables/tables';
import type { DeviceEvent } from './model';
import { eventPages } from './portal-pages';

const portals = {
  defender: 'https://security.microsoft.com',
  azure: 'https://portal.azure.com',
  tenantId: '11111111-2222-4333-8444-555555555555',
  workspace: { name: 'contoso', resourceId: '/subscriptions/1/resourceGroups/soc/providers/x/workspaces/contoso' },
};
const window = { from: '2026-03-05T12:00:00.0000000Z', to: '2026-03-06T12:00:00.0000000Z' };
const sha1 = 'da39a3ee5e6b4b0d3255bfef95601890afd80709';
const sha256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const sid = 'S-1-5-21-1004336348-1177238915-682003330-1104';

function anEvent(columns: DeviceEvent['columns'], deviceId = sha1, signal: DeviceEvent['signal'] = 'process'): DeviceEvent {
  const timestamp = window.from;
  return { id: '', table: '', signal, deviceId, timestamp, reportId: '1', huntIds: [], tools: [], excludedBy: [], columns };
}
const named = (event: DeviceEvent) => eventPages(portals, event).map(({ kind, about }) => `${kind} ${about}`.trim());

test('what an event names has a page each, and one only', () => {
  const event = anEvent({
    FileName: 'vnc.exe',
    SHA1: sha1,
    SHA256: sha256,
    InitiatingProcessFileName: 'vnc.exe',
    InitiatingProcessSHA256: sha256,
    AccountName: 'ada',
    AccountSid: sid,
    AccountUpn: 'ada@contoso.example',
    InitiatingProcessAccountName: 'system',
    InitiatingProcessAccountSid: 'S-1-5-18',
    ProcessRemoteSessionIP: '198.51.100.4',
  });
  expect(named(event)).toEqual(['device', 'timeline ±15 minutes', 'file vnc.exe', 'user ada', 'ip 198.51.100.4']);
  const { href } = eventPages(portals, event).find(({ kind }) => kind === 'user') ?? { href: '' };
  expect(new URL(href).searchParams.get('sid')).toBe(sid);
});

test('a connection leads to both ends, a certificate to its file', () => {
  const connection = { RemoteIP: '203.0.113.7', RemoteUrl: 'relay.vnc.example', InitiatingProcessFileName: 'vnc.exe' };
  expect(named(anEvent({ ...connection, InitiatingProcessSHA1: sha1 }, '', 'network'))).toEqual([
    'file vnc.exe',
    'ip 203.0.113.7',
    'domain relay.vnc.example',
  ]);
  expect(named(anEvent({ SHA1: sha1, Signer: 'RealVNC Ltd' }, '', 'signature'))).toEqual(['file']);
});

test('hostile values have no page, nor has anything without a tenant', () => {
  const hostile = { SHA256: '../../x', AccountUpn: 'a b@c', RemoteIP: '1.2.3.4/..', RemoteUrl: 'javascript:alert(1)' };
  for (const signal of signals) expect(named(anEvent(hostile, '../x', signal))).toEqual([]);
  expect(eventPages({ ...portals, tenantId: null }, anEvent({ SHA1: sha1 }))).toEqual([]);
});

test.each([
  ['2026-03-10T12:00:00.0000000Z', '2026-03-10T12:00:00.000Z'],
  ['2026-03-06T00:00:00.0000000Z', '2026-03-06T12:00:00.000Z'],
])('Log Analytics is asked for what has arrived until %s', async (asOf, end) => {
  const logs = { kql: 'T', workspace: portals.workspace };
  const { links, workspace } = await portalQuery(portals, { table: 'T', kql: 'T', logs, window, asOf });
  const href = links.logAnalytics !== null && 'href' in links.logAnalytics ? links.logAnalytics.href : '';
  expect(decodeURIComponent(href.split('/timespan/')[1] ?? '')).toBe(`2026-03-05T12:00:00.000Z/${end}`);
  expect(workspace).toBe('contoso');
});

test('what Log Analytics cannot be asked opens in advanced hunting alone', async () => {
  const { links, workspace } = await portalQuery(portals, { table: 'T', kql: 'T', logs: null, window, asOf: window.to });
  expect([links.logAnalytics, workspace]).toEqual([null, null]);
  expect(links.advancedHunting).toMatchObject({ href: expect.any(String) });
});
