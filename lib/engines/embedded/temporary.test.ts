import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { runnable } from '@/lib/shared/programs';

test('the folder of a process goes with it, and the next one removes what a killed process left', () => {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'temporary-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true }));
  const left = path.join(dataDir, 'tmp', 'duckdb-999999999');
  mkdirSync(left, { recursive: true });
  writeFileSync(path.join(left, 'spilt'), 'x');
  const program = runnable('lib/engines/embedded/temporary.ts');
  const script = `import { writeFileSync } from 'node:fs';
    const { makeSpillFolder } = await import(${JSON.stringify(pathToFileURL(program.file).href)});
    const folder = makeSpillFolder(${JSON.stringify(dataDir)});
    writeFileSync(folder + '/spilt', 'x');
    console.log(folder);
    process.exit(0);`;
  const { stdout } = spawnSync(process.execPath, [...program.flags, '--input-type=module', '-e', script], { encoding: 'utf8' });
  expect(stdout).toMatch(/duckdb-\d+\n$/);
  expect(readdirSync(path.join(dataDir, 'tmp'))).toEqual([]);
});
