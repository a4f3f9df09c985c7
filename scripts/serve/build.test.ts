import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { buildInputs, isBuilt } from './build';

let root: string;
const put = (file: string, text = '') => {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), text);
};
const hash = () => buildInputs(root).hash;
const built = () => isBuilt(root, buildInputs(root));

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'build-'));
  put('package-lock.json', '{}');
  put('app/page.tsx', 'one');
});
afterEach(() => rmSync(root, { recursive: true }));

test.each([
  'package-lock.json',
  'next.config.js',
  'proxy.ts',
  'app/page.tsx',
  'lib/a/b.server.ts',
  'components/x.module.css',
  'public/icon.svg',
])('%s changes the build', (file) => {
  const before = hash();
  put(file, 'changed');
  expect(hash()).not.toBe(before);
});

test.each(['lib/a/b.test.ts', 'README.md', 'lib/hunts/catalogue/x.yaml', 'scripts/start.ts', 'data/x.ts'])(
  '%s does not',
  (file) => {
    const before = hash();
    put(file, 'changed');
    expect(hash()).toBe(before);
  },
);

test('a file that moved or went changes it, a new time alone does not', () => {
  const before = hash();
  utimesSync(path.join(root, 'app/page.tsx'), 1, 1);
  expect(hash()).toBe(before);
  rmSync(path.join(root, 'app/page.tsx'));
  const without = hash();
  put('app/pages.tsx', 'one');
  expect(new Set([before, without, hash()]).size).toBe(3);
});

test('a build is of its inputs by its stamp, or newer than all of them without one', () => {
  expect(built()).toBe(false);
  put('.next/inputs-sha256', hash());
  expect(built(), 'a stamp without a build').toBe(false);
  put('.next/BUILD_ID', 'x');
  expect(built()).toBe(true);
  put('app/page.tsx', 'two');
  expect(built()).toBe(false);
  rmSync(path.join(root, '.next/inputs-sha256'));
  const [past, future] = [1000, 4_000_000_000];
  utimesSync(path.join(root, '.next/BUILD_ID'), past, past);
  expect(built()).toBe(false);
  utimesSync(path.join(root, '.next/BUILD_ID'), future, future);
  expect(built()).toBe(true);
});
