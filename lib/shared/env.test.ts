import { expect, test } from 'vitest';
import { parseEnv } from './env';

test('nothing set gives the defaults, loopback among them', () => {
  expect(parseEnv({ PORT: '' })).toMatchObject({ PORT: 3000, HOST: '127.0.0.1', LOG_LEVEL: 'info' });
});

test('every fault is named, all together', () => {
  const wrong = { PORT: 'http', HOST: 'a b', NOW: 'noon', LOG_LEVEL: 'loud', DEFENDER_TENANT_ID: 'contoso' };
  expect(() => parseEnv(wrong)).toThrow(/PORT: [\s\S]*HOST: [\s\S]*NOW: [\s\S]*LOG_LEVEL: [\s\S]*DEFENDER_TENANT_ID: /);
});

test('NOW keeps all 7 digits', () => {
  expect(parseEnv({ NOW: '2026-03-10T08:59:59.1234567+01:00' }).NOW).toBe('2026-03-10T07:59:59.1234567Z');
});
