import { readFileSync } from 'node:fs';
import { parseEnv as parseFile } from 'node:util';
import { expect, test } from 'vitest';
import { engineOf } from './azure-env';
import { parseEnv, settingNames } from './env';

const file = readFileSync('.env.example', 'utf8');
/** The file with all commented settings switched on. */
const whole = parseFile(file.replace(/^#(?=[A-Z_]+=)/gm, ''));

const five = {
  ENTRA_TENANT_ID: '72f988bf-0000-4000-8000-000000000001',
  ENTRA_CLIENT_ID: '11111111-1111-4111-8111-111111111111',
  ENTRA_CLIENT_SECRET: 'a secret',
  PUBLIC_URL: 'https://rmm.example.com',
  LOG_ANALYTICS_WORKSPACES: '22222222-2222-4222-8222-222222222222',
};

test('it names every setting, once, and nothing else', () => {
  const named = [...file.matchAll(/^#?([A-Z_]+)=/gm)].map(([, name]) => name);
  expect(named.sort()).toEqual([...settingNames].sort());
});

test('each is explained', () => {
  const lines = file.split('\n');
  const isSetting = (line: string | undefined) => /^#?[A-Z_]+=/.test(line ?? '');
  const bare = lines.filter(
    (line, i) => isSetting(line) && !/^# \S/.test(lines.slice(0, i).findLast((l) => !isSetting(l)) ?? ''),
  );
  expect(bare).toEqual([]);
});

test('as it stands it sets nothing', () => {
  expect(parseEnv(parseFile(file))).toEqual(parseEnv({}));
});

test('the five at its head are enough', () => {
  expect(Object.keys(parseFile(file)).sort()).toEqual(Object.keys(five).sort());
  expect(engineOf(parseEnv({ ...parseFile(file), ...five }))).toBe('log-analytics');
});

test('every value it shows is a right one', () => {
  const { ENTRA_CLIENT_CERTIFICATE, ...rest } = whole;
  expect(ENTRA_CLIENT_CERTIFICATE).toMatch(/\.pem$/);
  const filled = { ...rest, ...five, SECRET_KEY: 'x'.repeat(32) };
  expect(parseEnv(filled)).toMatchObject({ ENGINE: 'defender', DATABASE_URL: whole.DATABASE_URL });
  const certified = { ...filled, ENTRA_CLIENT_SECRET: '', ENTRA_CLIENT_CERTIFICATE };
  expect(parseEnv(certified)).toMatchObject({ ENTRA_CLIENT_CERTIFICATE });
});

test('what it shows of a setting with a default is the default', () => {
  for (const [name, value] of Object.entries(parseEnv({}))) {
    if (value !== undefined) expect(parseEnv({ [name]: whole[name] }), name).toMatchObject({ [name]: value });
  }
});
