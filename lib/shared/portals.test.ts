import { expect, test } from 'vitest';
import { parseEnv } from './env';
import { portalsOf } from './portals';

const [tenant, other, client] = ['1', '2', '3'].map((digit) => `${digit.repeat(8)}-1111-4111-8111-111111111111`);
const workspace = (name: string) =>
  `/subscriptions/${client}/resourceGroups/soc/providers/Microsoft.OperationalInsights/workspaces/${name}`;
const entra = { ENTRA_TENANT_ID: tenant, ENTRA_CLIENT_ID: client, ENTRA_CLIENT_SECRET: 's' };

test('without settings there is neither tenant nor workspace', () => {
  expect(portalsOf(parseEnv({}))).toEqual({
    defender: 'https://security.microsoft.com',
    azure: 'https://portal.azure.com',
    tenantId: null,
    workspace: null,
  });
});

test('the tenant is that of sign-in, the workspace the first that has a resource id', () => {
  const asked = { ...entra, LOG_ANALYTICS_WORKSPACES: `west=${other},East=${workspace('contoso')},${workspace('fabrikam')}` };
  expect(portalsOf(parseEnv(asked))).toMatchObject({
    tenantId: tenant,
    workspace: { name: 'East', resourceId: workspace('contoso') },
  });
  expect(portalsOf(parseEnv({ ...entra, LOG_ANALYTICS_WORKSPACES: other })).workspace).toBeNull();
});

test('settings for links alone go before', () => {
  const set = { ...entra, DEFENDER_TENANT_ID: other, WORKSPACE_RESOURCE_ID: workspace('soc') };
  const asked = { LOG_ANALYTICS_WORKSPACES: `main=${workspace('SOC')}` };
  expect(portalsOf(parseEnv(set))).toMatchObject({ tenantId: other, workspace: { name: 'soc', resourceId: workspace('soc') } });
  expect(portalsOf(parseEnv({ ...set, ...asked })).workspace).toEqual({ name: 'main', resourceId: workspace('soc') });
});

test('each cloud has its own portals', () => {
  expect(portalsOf(parseEnv({ AZURE_CLOUD: 'usgov' }))).toMatchObject({
    defender: 'https://security.microsoft.us',
    azure: 'https://portal.azure.us',
  });
  expect(portalsOf(parseEnv({ AZURE_CLOUD: 'china' }))).toMatchObject({ azure: 'https://portal.azure.cn' });
});
