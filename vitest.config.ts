import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('.', import.meta.url));
const folders = ['lib', 'components', 'app', 'scripts', 'e2e'];
const tests = ['proxy.test.ts', ...folders.flatMap(below)].filter((file) => /\.test\.tsx?$/.test(file));

function below(folder: string): string[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) => path.join(folder, file));
}

/** A test that replaces modules, settings or the database would leave that to the next file in its process, unless all begins anew there. */
const replaces = /\bvi\.(?:mock|doMock|stubEnv|stubGlobal)\(|\bprocess\.env\b|\b(?:testDatabase|withSomeHunts)\b/;
const anew = tests.filter(
  (file) =>
    /^(?:e2e|scripts|app|lib\/(?:auth|audit|store))\/|^proxy/.test(file) ||
    replaces.test(readFileSync(path.join(root, file), 'utf8')),
);
const together = tests.filter((file) => !anew.includes(file));

export default defineConfig({
  resolve: {
    alias: {
      // Processes and threads start from a bundle. It stands before '@', since the first that fits is taken.
      '@/lib/shared/programs': path.join(root, 'scripts/test/bundled-programs.ts'),
      '@': root.replace(/\/$/, ''),
      // The marker package throws outside a React server; tests are the server.
      'server-only': path.join(root, 'node_modules/server-only/empty.js'),
    },
  },
  test: {
    globalSetup: ['scripts/test/database.ts', 'scripts/test/sample.ts', 'scripts/test/programs.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    pool: 'forks',
    // One more than two cores, since tests wait for the processes that they start, for PostgreSQL and for timers.
    maxWorkers: 3,
    projects: [
      // Three processes share these files, so that the Kusto parser and DuckDB are loaded three times, not a hundred times.
      { extends: true, test: { name: 'together', include: together, isolate: false } },
      // Three more, in which the modules of ours are read anew for each file, as in a process of its own. The parser and DuckDB stay loaded.
      { extends: true, test: { name: 'anew', include: anew, isolate: false, setupFiles: 'scripts/test/anew.ts' } },
    ],
  },
});
