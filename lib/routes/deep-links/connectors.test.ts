import { expect, test } from 'vitest';
import { dataConnectors, streamingSettings } from './connectors';

const tenantId = '11111111-2222-3333-4444-555555555555';
const group = '/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/soc';
const portals = {
  defender: 'https://security.microsoft.com',
  azure: 'https://portal.azure.com',
  tenantId,
  workspace: { name: 'east', resourceId: `${group}/providers/Microsoft.OperationalInsights/workspaces/contoso` },
};

test('the data connectors of Sentinel on the workspace', () => {
  const [address, fragment = ''] = (dataConnectors(portals) ?? '').split('#');
  expect(address).toBe('https://portal.azure.com/');
  const [blade, id = ''] = fragment.split('/id/');
  expect(blade).toBe(`@${tenantId}/view/Microsoft_Azure_Security_Insights/MainMenuBlade/~/DataConnectors`);
  expect(decodeURIComponent(id)).toBe(
    '/subscriptions/11111111-1111-4111-8111-111111111111/resourcegroups/soc/providers/microsoft.securityinsightsarg/sentinel/contoso',
  );
});

test('the streaming settings of Defender', () => {
  expect(streamingSettings(portals)).toBe(`https://security.microsoft.com/settings/mtp_settings/raw_data_export?tid=${tenantId}`);
});

test('no link without a tenant, or a workspace', () => {
  expect(dataConnectors({ ...portals, tenantId: null })).toBeNull();
  expect(dataConnectors({ ...portals, workspace: null })).toBeNull();
  expect(dataConnectors({ ...portals, workspace: { name: 'x', resourceId: '/subscriptions/odd' } })).toBeNull();
  expect(streamingSettings({ ...portals, tenantId: null })).toBeNull();
});
