import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: {
    alias: {
      '@': fileURLToPath(new URL('.', import.meta.url)),
      // The marker package throws outside a React server; tests are the server.
      'server-only': fileURLToPath(new URL('node_modules/server-only/empty.js', import.meta.url)),
    },
  },
  test: {
    include: [
      'lib/**/*.test.ts',
      'components/**/*.test.ts',
      'scripts/**/*.test.ts',
      'app/**/*.test.ts',
      'e2e/**/*.test.ts',
      'proxy.test.ts',
    ],
    globalSetup: 'scripts/test/database.ts',
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // DuckDB and the Kusto parser are native-sized: a process a file keeps one test's memory from another's.
    pool: 'forks',
    maxWorkers: 2,
  },
});
