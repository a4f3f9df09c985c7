import { expect, test } from 'vitest';
import { engineOf } from './azure-env';
import { parseEnv } from './env';

test('nothing set gives the defaults, loopback among them', () => {
  expect(parseEnv({ PORT: '' })).toMatchObject({ PORT: 3000, HOST: '127.0.0.1', LOG_LEVEL: 'info' });
});

test('every fault is named, all together', () => {
  const wrong = { PORT: 'http', HOST: 'a b', NOW: 'noon', LOG_LEVEL: 'loud', DEFENDER_TENANT_ID: 'contoso' };
  expect(() => parseEnv(wrong)).toThrow(/PORT: [\s\S]*HOST: [\s\S]*NOW: [\s\S]*LOG_LEVEL: [\s\S]*DEFENDER_TENANT_ID: /);
});

test('the audit is kept for ever, or for 30 days and more', () => {
  expect(parseEnv({}).AUDIT_RETENTION).toBeUndefined();
  expect(parseEnv({ AUDIT_RETENTION: '30d' }).AUDIT_RETENTION).toBe('30d');
  for (const wrong of ['29d', '700h', 'ever'])
    expect(() => parseEnv({ AUDIT_RETENTION: wrong })).toThrow(/AUDIT_RETENTION: must be a time of 30d or more/);
});

test('the history is swept each hour, at another pace, or not at all', () => {
  expect(parseEnv({}).HISTORY_EVERY).toBe('1h');
  for (const every of ['off', '5m', '1d']) expect(parseEnv({ HISTORY_EVERY: every }).HISTORY_EVERY).toBe(every);
  for (const wrong of ['299s', 'never', '0'])
    expect(() => parseEnv({ HISTORY_EVERY: wrong })).toThrow(/HISTORY_EVERY: must be off, or a time of 5m or more/);
});

test('NOW keeps all 7 digits', () => {
  expect(parseEnv({ NOW: '2026-03-10T08:59:59.1234567+01:00' }).NOW).toBe('2026-03-10T07:59:59.1234567Z');
});

const ids = { ENTRA_TENANT_ID: '72f988bf-0000-4000-8000-000000000001', ENTRA_CLIENT_ID: '11111111-1111-4111-8111-111111111111' };
const contoso =
  '/subscriptions/11111111-1111-4111-8111-111111111111/resourceGroups/soc/providers/Microsoft.OperationalInsights/workspaces/contoso';

test('five settings are enough for Log Analytics', () => {
  const set = { ...ids, ENTRA_CLIENT_SECRET: 's', PUBLIC_URL: 'https://rmm.example.com/', LOG_ANALYTICS_WORKSPACES: contoso };
  const env = parseEnv(set);
  expect(engineOf(env)).toBe('log-analytics');
  expect(env).toMatchObject({ PUBLIC_URL: 'https://rmm.example.com', AZURE_CLOUD: 'public', AZURE_IDENTITY: 'delegated' });
  expect(env.LOG_ANALYTICS_WORKSPACES).toEqual([{ name: 'contoso', customerId: null, resourceId: contoso }]);
});

test('workspaces are named by what stands before the id, their resource’s name or their id', () => {
  const [east, west, plain] = [`east=${ids.ENTRA_TENANT_ID}`, `West=${contoso}`, ids.ENTRA_CLIENT_ID];
  const env = parseEnv({ ...ids, ENTRA_CLIENT_SECRET: 's', LOG_ANALYTICS_WORKSPACES: `${east}, ${west}\n${plain}` });
  expect(env.LOG_ANALYTICS_WORKSPACES?.map((w) => w.name)).toEqual(['east', 'West', ids.ENTRA_CLIENT_ID]);
  const twice = { ...ids, ENTRA_CLIENT_SECRET: 's', LOG_ANALYTICS_WORKSPACES: `${contoso},CONTOSO=${ids.ENTRA_TENANT_ID}` };
  expect(() => parseEnv(twice)).toThrow(/two workspaces have the same name/);
  const again = `a=${contoso},b=${contoso.toUpperCase().replace('SUBSCRIPTIONS', 'subscriptions')}`;
  expect(() => parseEnv({ ...twice, LOG_ANALYTICS_WORKSPACES: again })).toThrow(/b is a workspace that is named already/);
  const guid = 'abcdefab-0000-4000-8000-000000000001';
  const guids = `a=${guid},b=${guid.toUpperCase()}`;
  expect(() => parseEnv({ ...twice, LOG_ANALYTICS_WORKSPACES: guids })).toThrow(/b is a workspace that is named already/);
  expect(() => parseEnv({ ...twice, LOG_ANALYTICS_WORKSPACES: 'contoso' })).toThrow(/“contoso” is neither/);
});

test('instances that share a database share a key too', () => {
  const shared = { ...ids, ENTRA_CLIENT_SECRET: 's', DATABASE_URL: 'postgres://user:password@db.example.com/rmm' };
  expect(() => parseEnv(shared)).toThrow(/SECRET_KEY: is needed/);
  expect(() => parseEnv({ ...shared, SECRET_KEY: 'short' })).toThrow(/SECRET_KEY: must have 32 characters/);
  expect(parseEnv({ ...shared, SECRET_KEY: 'x'.repeat(32) }).SECRET_KEY).toBeDefined();
  expect(() => parseEnv({ DATABASE_URL: 'mysql://x/y' })).toThrow(/DATABASE_URL: must be an address such as/);
});

test('sign-in by Entra needs an address that people reach', () => {
  const entra = { ...ids, ENTRA_CLIENT_SECRET: 's' };
  expect(() => parseEnv({ ...entra, HOST: '0.0.0.0' })).toThrow(/PUBLIC_URL: is needed .* where HOST is 0\.0\.0\.0/);
  expect(parseEnv(entra).HOST).toBe('127.0.0.1');
  expect(parseEnv({ ...entra, HOST: '0.0.0.0', PUBLIC_URL: 'https://rmm.example.com' }).HOST).toBe('0.0.0.0');
});

test('Defender is not asked in a cloud that has no advanced hunting', () => {
  const defender = { ...ids, ENTRA_CLIENT_SECRET: 's', ENGINE: 'defender' };
  expect(() => parseEnv({ ...defender, AZURE_CLOUD: 'china' })).toThrow(/ENGINE: cannot be defender in the cloud china/);
  expect(parseEnv({ ...defender, AZURE_CLOUD: 'usgov' }).ENGINE).toBe('defender');
});

test('what an engine in Azure lacks is named', () => {
  expect(() => parseEnv({ ENGINE: 'log-analytics' })).toThrow(
    /ENTRA_TENANT_ID: [\s\S]*ENTRA_CLIENT_ID: [\s\S]*ENTRA_CLIENT_SECRET: [\s\S]*LOG_ANALYTICS_WORKSPACES: /,
  );
  const both = { ...ids, ENTRA_CLIENT_SECRET: 's', ENTRA_CLIENT_CERTIFICATE: 'c.pem' };
  expect(() => parseEnv({ ...both, ENGINE: 'defender' })).toThrow(/exclude each other/);
  expect(() => parseEnv({ LOG_ANALYTICS_ENDPOINT: 'http://localhost/v1' })).toThrow(/must be an https address/);
  expect(() => parseEnv({ PUBLIC_URL: 'https://rmm.example.com/app' })).toThrow(/must be an origin/);
});
