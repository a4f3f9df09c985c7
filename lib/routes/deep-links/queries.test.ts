import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { MAX_LINK, type Portals } from './model';
import { advancedHunting, logAnalytics } from './queries';

const tenantId = '11111111-2222-3333-4444-555555555555';
const resourceId =
  '/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/soc (eu)/providers/Microsoft.OperationalInsights/workspaces/contoso';
const portals: Portals = {
  defender: 'https://security.microsoft.com',
  azure: 'https://portal.azure.com',
  tenantId,
  workspace: { name: 'contoso', resourceId },
};
const window = { from: '2026-03-05T12:00:00.1234567Z', to: '2026-03-10T12:00:00.1234567Z' };
const kql = [
  'DeviceProcessEvents',
  '| where Timestamp between (datetime(2026-03-05T12:00:00.1234567Z) .. datetime(2026-03-10T12:00:00.1234567Z))',
  "| where DeviceName == 'ümläut 桌 \u{1f600} + / = & # % \\'quote\\''",
].join('\n');
/** Texts that do not compress. */
const noise = (length: number) => Array.from({ length }, (_, i) => String.fromCharCode(0x4e00 + ((i * 7919) % 20_000))).join('');

const hrefOf = (link: Awaited<ReturnType<typeof advancedHunting>>) => (link !== null && 'href' in link ? link.href : '');

test('advanced hunting: the whole query, gzip of UTF-16 in base64url without padding', async () => {
  const url = new URL(hrefOf(await advancedHunting(portals, kql)));
  expect(url.origin + url.pathname).toBe('https://security.microsoft.com/v2/advanced-hunting');
  const { query = '', ...rest } = Object.fromEntries(url.searchParams);
  expect(query).toMatch(/^H4sI[A-Za-z0-9_-]+$/);
  expect(gunzipSync(Buffer.from(query, 'base64url')).toString('utf16le')).toBe(kql);
  expect(rest).toEqual({ runQuery: 'true', timeRangeId: 'month', tid: tenantId });
});

test('Logs of a workspace: the whole query, gzip of UTF-8 in base64 encoded twice, over the window', async () => {
  const href = hrefOf(await logAnalytics(portals, kql, window));
  const [address, fragment = ''] = href.split('#');
  expect(address).toBe('https://portal.azure.com/');
  const parts = fragment.split('/');
  const after = (name: string) => parts[parts.indexOf(name) + 1] ?? '';
  expect(parts[0]).toBe(`@${tenantId}`);
  expect(parts.slice(1, 4)).toEqual(['blade', 'Microsoft_OperationsManagementSuite_Workspace', 'Logs.ReactView']);
  expect(decodeURIComponent(after('resourceId'))).toBe(resourceId);
  expect(after('source')).toBe('LogsBlade.AnalyticsShareLinkToQuery');
  const packed = decodeURIComponent(decodeURIComponent(after('q')));
  expect(gunzipSync(Buffer.from(packed, 'base64')).toString('utf8')).toBe(kql);
  expect(decodeURIComponent(after('timespan'))).toBe('2026-03-05T12:00:00.123Z/2026-03-10T12:00:00.124Z');
});

test('what is too long for an address says so, and how long it would be', async () => {
  const long = noise(9000);
  for (const link of [await advancedHunting(portals, long), await logAnalytics(portals, long, window)]) {
    expect(link).toEqual({ tooLong: expect.any(Number) });
    expect(link !== null && 'tooLong' in link && link.tooLong).toBeGreaterThan(MAX_LINK);
  }
  expect(hrefOf(await advancedHunting(portals, noise(2000))).length).toBeLessThanOrEqual(MAX_LINK);
});

test('no link without a tenant, or a workspace', async () => {
  expect(await advancedHunting({ ...portals, tenantId: null }, kql)).toBeNull();
  expect(await logAnalytics({ ...portals, tenantId: null }, kql, window)).toBeNull();
  expect(await logAnalytics({ ...portals, workspace: null }, kql, window)).toBeNull();
});
