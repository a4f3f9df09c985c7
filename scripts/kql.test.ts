import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';

vi.setConfig({ testTimeout: 120_000 }); // a process that loads the parser, which a busy machine takes long for

test('a query ends when QUERY_TIME_LIMIT says', () => {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'kql-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true }));
  const join = ' | join kind=inner t on k | project k'.repeat(5);
  const endless = `let t = datatable(k: long)[${Array(100).fill('1')}]; t${join} | count`;
  const { PATH } = process.env;
  const env: NodeJS.ProcessEnv = { PATH, NODE_ENV: 'test', DATA_DIR: dataDir, QUERY_TIME_LIMIT: '1s' };
  const { status, stderr } = spawnSync(process.execPath, ['scripts/run.mjs', 'kql', endless], { env, timeout: 100_000 });
  expect([status, String(stderr)]).toEqual([1, expect.stringContaining('ran longer than 1 s')]);
});

test('a table that was never imported is told from one without matches, and what a query writes is for this user alone', () => {
  const parent = mkdtempSync(path.join(tmpdir(), 'kql-'));
  onTestFinished(() => rmSync(parent, { recursive: true }));
  const dataDir = path.join(parent, 'data');
  const { PATH } = process.env;
  const env: NodeJS.ProcessEnv = { PATH, NODE_ENV: 'test', DATA_DIR: dataDir };
  const query = 'let own = DeviceProcessEvents | project DeviceId; DeviceInfo | where DeviceId in (own) | count';
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/run.mjs', 'kql', '--format', 'csv', query], {
    env,
    timeout: 100_000,
    encoding: 'utf8',
  });
  expect(stderr.trim().split('\n').sort()).toEqual([
    'DeviceInfo has no rows here, for nothing has been imported into it.',
    'DeviceProcessEvents has no rows here, for nothing has been imported into it.',
  ]);
  expect([status, stdout]).toEqual([0, expect.stringMatching(/^Count\r?\n0\s*$/)]);
  const files = ['', ...readdirSync(dataDir, { recursive: true, encoding: 'utf8' })];
  expect(files.length).toBeGreaterThan(1);
  if (process.platform === 'win32') return;
  expect(files.filter((name) => (statSync(path.join(dataDir, name)).mode & 0o077) !== 0)).toEqual([]);
});
