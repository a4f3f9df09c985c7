import 'server-only';
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { recoverCommits } from '@/lib/engines/embedded/commits.server';
import { type ImportProgress, importProgressSchema } from '@/lib/engines/model';
import { tsxEnvironment } from '@/lib/shared/env';
import { Fault } from '@/lib/shared/errors';
import { log } from '@/lib/shared/log';
import { runnable } from '@/lib/shared/programs';
import { type ImporterArguments, writeArguments } from './importer-arguments';

export interface ImporterInput extends ImporterArguments {
  signal: AbortSignal;
  onProgress: (progress: ImportProgress) => void;
}

/** The path is relative to the working folder: a build moves this code, but not that file. `jobs.test.ts` starts it. */
const PROGRAM = 'lib/imports/importer-process.ts';

/**
 * Imports one file in a process of its own (importer-process.ts). Settles when that process has ended; throws a Fault when it ended
 * without saying how.
 */
export async function runImporter({ signal, onProgress, ...given }: ImporterInput): Promise<void> {
  const { flags, file } = runnable(PROGRAM);
  const child = spawn(process.execPath, [...flags, file, writeArguments(given)], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: tsxEnvironment(),
  });
  const stop = () => stopChild(child);
  signal.addEventListener('abort', stop);
  if (signal.aborted) stop();
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors = `${errors}${text}`.slice(-4000);
  });
  const ended = new Promise<string>((resolve) => {
    child.on('error', (error) => resolve(error.message));
    child.on('close', (code, killedBy) => resolve(killedBy ?? `exit code ${code}`));
  });
  let last: ImportProgress | undefined;
  for await (const line of createInterface({ input: child.stdout })) {
    last = readProgress(line);
    if (last) onProgress(last);
  }
  const how = await ended;
  signal.removeEventListener('abort', stop);
  if (last?.endedAt) return;
  await recoverCommits(given.dataDir); // what it staged goes now, not when the next import or server starts
  if (signal.aborted) throw new Fault('cancelled', 'The import was cancelled.');
  log().error({ how, errors }, 'the importing process ended without a result');
  throw new Fault(
    'unavailable',
    `The importing process ended unexpectedly (${how}). Import the file again: no event counts twice.`,
  );
}

function readProgress(line: string): ImportProgress | undefined {
  try {
    return importProgressSchema.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}

/** Asks the process to stop and kills it after 5 seconds. An import that is killed leaves the telemetry as it was. */
function stopChild(child: ChildProcess): void {
  child.kill('SIGTERM');
  setTimeout(() => child.kill('SIGKILL'), 5000).unref();
}
