/** Stands in for lib/shared/programs.ts in the unit tests (vitest.config.ts): what starts comes from the bundle of programs.ts. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { inject } from 'vitest';
import type * as programs from '@/lib/shared/programs';

export const runnable: typeof programs.runnable = (file) => ({
  flags: ['--conditions=react-server'],
  file: path.join(inject('programsFolder'), file.replace(/\.ts$/, '.mjs')),
});

export const startThread: typeof programs.startThread = (url, options) =>
  new Worker(runnable(path.relative(process.cwd(), fileURLToPath(url))).file, options);
