// Runs before the unit tests: bundles what they start as processes and threads. tsx takes over a second of CPU for each start.
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** The bundle's folder, in which `lib/a.ts` is `lib/a.mjs`. */
    programsFolder: string;
  }
}

/** A test that starts another file adds it here. */
const programs = [
  'instrumentation.node.ts',
  'lib/engines/azure/body-thread/worker.ts',
  'lib/engines/embedded/staging.server.ts',
  'lib/engines/embedded/temporary.ts',
  'lib/engines/kql-thread/worker.ts',
  'lib/imports/importer-process.ts',
  'lib/scheduler/leading-process.ts',
  'lib/shared/lock.ts',
  'lib/triage/killed-writer.ts',
  'scripts/serve/state.ts',
];

export default async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'rmm-sightings-programs-')); // for this user alone: its code runs
  await build({
    entryPoints: programs,
    outbase: '.',
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    packages: 'external',
    alias: { 'next/headers': 'next/headers.js' }, // Next's package names no exports, so Node wants the file's whole name
    platform: 'node',
    format: 'esm',
    target: 'node20',
  });
  symlinkSync(path.resolve('node_modules'), path.join(folder, 'node_modules'), 'junction'); // where its imports of packages lead
  project.provide('programsFolder', folder);
  return () => rmSync(folder, { recursive: true, force: true });
}
