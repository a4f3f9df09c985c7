/** The sample telemetry for tests: made once a run, by the first test that needs it. */
import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { inject } from 'vitest';
import { makeSample } from './make.server';

/** A Tuesday, noon: when the sample of the tests ends. */
export const SAMPLE_NOW = '2026-03-10T12:00:00.0000000Z';

/** A new DATA_DIR with the sample telemetry. Whoever asks for it removes it. */
export async function sampleDataDir(name: string): Promise<string> {
  const folder = inject('sampleFolder');
  const made = path.join(folder, 'made');
  while (!existsSync(made)) {
    if (claim(path.join(folder, 'claimed'))) await make(folder, made);
    else await pause(100);
  }
  const dataDir = mkdtempSync(path.join(os.tmpdir(), `rmm-sightings-${name}-`));
  cpSync(path.join(made, 'telemetry'), path.join(dataDir, 'telemetry'), { recursive: true });
  return dataDir;
}

async function make(folder: string, made: string): Promise<void> {
  const unfinished = path.join(folder, 'unfinished');
  try {
    await makeSample(unfinished, SAMPLE_NOW);
    renameSync(unfinished, made);
  } catch (error) {
    rmSync(path.join(folder, 'claimed'), { recursive: true }); // another test may have more luck
    throw error;
  }
}

/** True for the first process that claims the folder. */
function claim(folder: string): boolean {
  if (existsSync(folder)) return false;
  try {
    mkdirSync(folder);
    return true;
  } catch {
    return false;
  }
}
