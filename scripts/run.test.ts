import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

/** A project with one command, which prints the environment that it gets. */
const project = mkdtempSync(path.join(tmpdir(), 'run-'));

beforeAll(() => {
  mkdirSync(path.join(project, 'scripts'));
  copyFileSync('scripts/run.mjs', path.join(project, 'scripts', 'run.mjs'));
  symlinkSync(path.resolve('node_modules'), path.join(project, 'node_modules'), 'junction');
  for (const name of ['show', 'test'])
    writeFileSync(path.join(project, 'scripts', `${name}.ts`), 'console.log(JSON.stringify(process.env));');
  writeFileSync(
    path.join(project, '.env'),
    `# a comment\nPUBLIC_URL="https://rmm.example.com" # ours\nSECRET_KEY='a $HOME # b'\nPORT=4000\nENGINE=defender\nHOST=\n`,
    { mode: 0o600 },
  );
});
afterAll(() => rmSync(project, { recursive: true }));

function run(command: string, given: Record<string, string>) {
  const { PATH, SystemRoot } = process.env;
  const env: NodeJS.ProcessEnv = { PATH, SystemRoot, NODE_ENV: 'production', ...given };
  return spawnSync(process.execPath, ['scripts/run.mjs', command], { cwd: project, env, encoding: 'utf8' });
}

test('a command finds the settings of .env, letter for letter', () => {
  const { stdout, stderr } = run('show', {});
  expect(JSON.parse(stdout)).toMatchObject({
    PUBLIC_URL: 'https://rmm.example.com',
    SECRET_KEY: 'a $HOME # b',
    PORT: '4000',
    HOST: '',
    UV_THREADPOOL_SIZE: '16',
  });
  expect(stderr).toBe('');
});

test.skipIf(process.platform === 'win32')('a .env that others can read is warned of, and read', () => {
  const file = path.join(project, '.env');
  chmodSync(file, 0o640);
  const { stdout, stderr } = run('show', {});
  chmodSync(file, 0o600);
  expect(stderr).toMatch(/Other users of this machine can read the secrets in .*\.env\. Shut it: chmod 600 \.env\n/);
  expect(JSON.parse(stdout)).toMatchObject({ PORT: '4000' });
});

test('what the environment sets wins, also where it sets nothing', () => {
  const { stdout } = run('show', { PORT: '5000', ENGINE: '' });
  expect(JSON.parse(stdout)).toMatchObject({ PORT: '5000', ENGINE: '', PUBLIC_URL: 'https://rmm.example.com' });
});

test('tests see none of it', () => {
  for (const { stdout } of [run('test', {}), run('show', { NODE_ENV: 'test' })])
    expect(JSON.parse(stdout)).not.toHaveProperty('PUBLIC_URL');
});

test('a .env that cannot be read ends the command, and says so', () => {
  rmSync(path.join(project, '.env'));
  mkdirSync(path.join(project, '.env'));
  const { stdout, stderr, status } = run('show', {});
  expect([status, stdout]).toEqual([1, '']);
  expect(stderr).toMatch(/\.env cannot be read: .*\n$/);
});
