import { expect, test } from 'vitest';
import { parseEnv } from '@/lib/shared/env';
import { whyOff } from './source';

const entra = {
  ENGINE: 'defender',
  ENTRA_TENANT_ID: '11111111-2222-4333-8444-555555555555',
  ENTRA_CLIENT_ID: '11111111-2222-4333-8444-555555555556',
  ENTRA_CLIENT_SECRET: 's',
};

test('a history is kept of files and with the application’s rights; else the reason says what to set', () => {
  expect(whyOff(parseEnv({}))).toBeNull();
  expect(whyOff(parseEnv({ ...entra, AZURE_IDENTITY: 'app' }))).toBeNull();
  expect(whyOff(parseEnv(entra))).toMatch(/no rights of its own in Azure.* Set AZURE_IDENTITY=app/);
  expect(whyOff(parseEnv({ HISTORY_EVERY: 'off' }))).toMatch(/HISTORY_EVERY is off\. Set it to a time such as 1h/);
});
