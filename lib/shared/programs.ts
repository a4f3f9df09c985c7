/**
 * How processes and threads of ours start where Next has not bundled them: they are TypeScript, and tsx loads it. In the unit tests
 * scripts/test/bundled-programs.ts stands in for this module.
 */
import { Worker, type WorkerOptions } from 'node:worker_threads';

/** The flags that Node needs for a TypeScript file of ours, and the file. They hold where the working folder is the project's. */
export function runnable(file: string): { flags: string[]; file: string } {
  return { flags: ['--conditions=react-server', '--import', 'tsx'], file };
}

/** Starts a TypeScript file of ours as a thread. */
export function startThread(url: URL, options: WorkerOptions): Worker {
  const load = `import('tsx/esm/api').then(({ register }) => { register(); return import(${JSON.stringify(url.href)}); })`;
  return new Worker(load, { ...options, eval: true });
}
