import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Fault } from '@/lib/shared/errors';

const files = [
  'package-lock.json',
  'next.config.js',
  'tsconfig.json',
  'proxy.ts',
  'instrumentation.ts',
  'instrumentation.node.ts',
];
const folders = ['app', 'components', 'lib', 'public'];
/** Code and what it imports. Hunts are not included, because they are read at run time. */
const input = /(?<!\.test)\.(tsx?|m?js|css|json|woff2|svg)$/;

interface Inputs {
  hash: string;
  /** When the newest of them changed, in milliseconds since 1970. */
  changed: number;
}

/**
 * Hashes the content of all files that a build is made from. Their times are not used, because a checkout or a copy changes
 * those.
 */
export function buildInputs(root: string): Inputs {
  const hash = createHash('sha256').update(process.version);
  let changed = 0;
  for (const file of [...files, ...folders.flatMap((folder) => walk(root, folder))].filter((file) =>
    existsSync(path.join(root, file)),
  )) {
    hash.update(`\0${file}\0`).update(readFileSync(path.join(root, file)));
    changed = Math.max(changed, statSync(path.join(root, file)).mtimeMs);
  }
  return { hash: hash.digest('hex'), changed };
}

function walk(root: string, folder: string): string[] {
  if (!existsSync(path.join(root, folder))) return [];
  return readdirSync(path.join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && input.test(entry.name))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .sort();
}

const stampFile = (root: string) => path.join(root, '.next', 'inputs-sha256');

/** Whether the build was made from these inputs. A build by `next build` has no stamp; then it must be newer than all of them. */
export function isBuilt(root: string, { hash, changed }: Inputs): boolean {
  const build = statSync(path.join(root, '.next', 'BUILD_ID'), { throwIfNoEntry: false });
  if (!build) return false;
  return existsSync(stampFile(root)) ? readFileSync(stampFile(root), 'utf8') === hash : build.mtimeMs > changed;
}

/** Builds when there is no build or an old one, and says so. Throws a Fault with the build's output when it fails. */
export async function ensureBuild(root: string, signal: AbortSignal): Promise<void> {
  const inputs = buildInputs(root);
  if (isBuilt(root, inputs)) return;
  console.log('Building the app, as its code is new or changed. This takes a minute or two, once …');
  const began = performance.now();
  await build(root, signal);
  writeFileSync(stampFile(root), inputs.hash);
  console.log(`Built in ${Math.round((performance.now() - began) / 1000)} s.`);
}

function build(root: string, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['node_modules/next/dist/bin/next', 'build'], {
      cwd: root,
      env: { ...process.env, NODE_ENV: 'production' },
      stdio: ['ignore', 'pipe', 'pipe'],
      signal,
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.once('error', reject);
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Fault('unavailable', `${output}\nThe build failed.`))));
  });
}
