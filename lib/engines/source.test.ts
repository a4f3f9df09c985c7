import { expect, test } from 'vitest';
import { parseEnv } from '@/lib/shared/env';
import { sourceOf } from './source';

const [tenant, client] = ['1', '2'].map((digit) => `${digit.repeat(8)}-1111-4111-8111-111111111111`);
const entra = { ENTRA_TENANT_ID: tenant, ENTRA_CLIENT_ID: client, ENTRA_CLIENT_SECRET: 's' };

test('files are imported; the engines in Azure say whom they ask and with whose rights', () => {
  expect(sourceOf(parseEnv({}))).toBeNull();
  expect(sourceOf(parseEnv({ ...entra, LOG_ANALYTICS_WORKSPACES: `east=${client} west=${tenant}` }))).toEqual({
    engine: 'log-analytics',
    tenantId: tenant,
    workspaces: ['east', 'west'],
    identity: 'delegated',
  });
  expect(sourceOf(parseEnv({ ...entra, ENGINE: 'defender', AZURE_IDENTITY: 'app' }))).toEqual({
    engine: 'defender',
    tenantId: tenant,
    workspaces: [],
    identity: 'app',
  });
});
