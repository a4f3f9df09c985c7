import { expect, test } from 'vitest';
import { takeSettings } from './settings';

test('what is said of a real Azure or a real database stays out of the demo', () => {
  const variables = {
    ENGINE: 'defender',
    WORKSPACES: 'contoso, throttled',
    ENTRA_TENANT_ID: 'x',
    ENTRA_CLIENT_SECRET: 'x',
    LOG_ANALYTICS_WORKSPACES: 'x',
    DATABASE_URL: 'x',
    SECRET_KEY: 'x',
    PORT: '3001',
  };
  expect(takeSettings(variables)).toEqual({
    ENGINE: 'defender',
    WORKSPACES: ['contoso', 'throttled'],
    APP: 'contoso',
    AZURE_IDENTITY: 'delegated',
  });
  expect(variables, 'nothing that .env could fill again').toMatchObject({
    ...{ ENGINE: '', ENTRA_TENANT_ID: '', ENTRA_CLIENT_SECRET: '', LOG_ANALYTICS_WORKSPACES: '', AZURE_CLOUD: '' },
    ...{ DATABASE_URL: '', SECRET_KEY: '', DEFENDER_TENANT_ID: '' },
  });
  expect(variables).toMatchObject({ WORKSPACES: 'contoso, throttled', PORT: '3001' });
});

test('every fault is named at once', () => {
  const wrong = { ENGINE: 'kusto', WORKSPACES: 'contoso,atlantis', APP: 'nobody', AZURE_IDENTITY: 'mine' };
  const told =
    /ENGINE: must be.*\n.*WORKSPACES: no workspace is called “atlantis”\n.*AZURE_IDENTITY: .*\n.*APP: no application is called “nobody”/;
  expect(() => takeSettings(wrong)).toThrow(told);
});
