import 'server-only';
import path from 'node:path';
import { env } from '@/lib/shared/env';
import { processWide } from '@/lib/shared/process-wide';
import type { HuntFault } from './faults';
import { findHunts, type HuntFolder } from './find.server';
import type { Hunt } from './model';
import { type KeptHunts, readHuntFiles } from './read-files.server';

export interface Catalogue {
  hunts: Hunt[];
  /** Files that are not hunts, and why. The other files are read all the same. */
  faults: { file: string; message: string }[];
}

/** The built-in hunts, read at run time from where the app was started, then those of HUNTS_DIR. */
export function huntFolders(): HuntFolder[] {
  const builtIn = { path: path.join(process.cwd(), 'lib', 'hunts', 'catalogue'), label: '' };
  const { HUNTS_DIR } = env();
  return HUNTS_DIR ? [builtIn, { path: HUNTS_DIR, label: 'HUNTS_DIR' }] : [builtIn];
}

/**
 * A catalogue that checks its folders at a call, `rest` milliseconds after the last check at the earliest, and reads them again
 * only after a file came, went or changed. Until then every call gives the same object.
 */
export function watchedCatalogue(folders: () => HuntFolder[], rest = 0): () => Promise<Catalogue> {
  const kept: KeptHunts = new Map();
  let last: { stamp: string; catalogue: Catalogue } | undefined;
  let restUntil = 0;
  let looking: Promise<Catalogue> | undefined;

  const look = async (): Promise<Catalogue> => {
    const found = await Promise.all(folders().map(findHunts));
    const [files, faults] = [found.flatMap((f) => f.files), found.flatMap((f) => f.faults)];
    const stamp = [...files.map((file) => file.stamp), ...faults.map(({ file, message }) => `${file} ${message}`)].join('\n');
    if (last?.stamp === stamp) return last.catalogue;
    const read = await readHuntFiles(files, kept);
    const hunts = read.hunts.map(({ hunt }) => hunt);
    last = { stamp, catalogue: { hunts, faults: [...faults, ...read.faults].map(told) } };
    return last.catalogue;
  };
  return async () => {
    if (last && performance.now() < restUntil) return last.catalogue;
    looking ??= look().finally(() => {
      looking = undefined;
      restUntil = performance.now() + rest;
    });
    return looking;
  };
}

const told = ({ file, at, message }: HuntFault) => ({ file, message: at ? `line ${at.line}: ${message}` : message });

/**
 * Every request needs the catalogue, but checking a thousand files takes 20 ms of the server’s time, so it is checked at most
 * this often.
 */
const REST_MS = 1000;

/** All hunts. A bad file is one of its faults, never an error. */
export const catalogue = processWide('catalogue', () => watchedCatalogue(huntFolders, REST_MS));
