import { expect, test } from 'vitest';
import { parseEnv } from '@/lib/shared/env';
import { applicationScopes, signInScopes } from './scopes';

const settings = (over: Record<string, string> = {}) =>
  parseEnv({
    ENTRA_TENANT_ID: '8f6c2f0e-0000-4000-8000-000000000001',
    ENTRA_CLIENT_ID: 'a9910000-0000-4000-8000-000000000001',
    ENTRA_CLIENT_SECRET: 'secret',
    SECRET_KEY: 'k'.repeat(43),
    DATABASE_URL: 'postgres://localhost/x',
    LOG_ANALYTICS_WORKSPACES: '5f0c7d2e-0000-4000-8000-000000000001',
    ...over,
  });

test.each([
  ['Log Analytics', {}, ['https://api.loganalytics.io/.default']],
  [
    'Log Analytics at another address',
    { LOG_ANALYTICS_ENDPOINT: 'https://la.example' },
    ['https://api.loganalytics.io/.default'],
  ],
  ['the cloud of China', { AZURE_CLOUD: 'china' }, ['https://api.loganalytics.azure.cn/.default']],
  ['Defender', { ENGINE: 'defender' }, ['https://graph.microsoft.com/ThreatHunting.Read.All']],
  [
    'Defender for the US government',
    { ENGINE: 'defender', AZURE_CLOUD: 'usgov' },
    ['https://graph.microsoft.us/ThreatHunting.Read.All'],
  ],
  ['files on disk', { ENGINE: 'embedded' }, []],
  ['the application’s own rights', { AZURE_IDENTITY: 'app' }, []],
])('an analyst signs in for %s', (_, over, scopes) => {
  expect(signInScopes(settings(over))).toEqual([...scopes, 'openid', 'profile', 'offline_access']);
});

test('the application asks for all it was granted, of each resource once', () => {
  const asked = ['https://graph.microsoft.com/ThreatHunting.Read.All', 'https://graph.microsoft.com/.default'];
  expect(applicationScopes(asked)).toEqual(['https://graph.microsoft.com/.default']);
});
