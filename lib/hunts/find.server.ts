import 'server-only';
import { type Dirent, promises as fs, type Stats } from 'node:fs';
import path from 'node:path';
import { messageOf } from '@/lib/shared/errors';
import type { HuntFault } from './faults';

const MAX_FILES = 2_000;

/** A folder of hunts; `label` stands for it in messages, which name no path of the server. */
export interface HuntFolder {
  path: string;
  label: string;
}

export interface HuntFile {
  path: string;
  /** What messages call it. */
  file: string;
  bytes: number;
  /** A text that changes if the file may have changed. */
  stamp: string;
}

export interface Found {
  files: HuntFile[];
  faults: HuntFault[];
}

/**
 * The `*.yaml` and `*.yml` files of a folder and its folders, by name, without hidden ones. A link that leads out of the
 * folder or to nothing is a fault, and so is a folder that cannot be read.
 */
export async function findHunts(folder: HuntFolder): Promise<Found> {
  const found: Found = { files: [], faults: [] };
  try {
    const root = await fs.realpath(folder.path);
    await walk(root, '', { root, label: folder.label, seen: new Set(), found });
  } catch (error) {
    found.faults.push({ file: folder.label, message: `cannot be read: ${reason(error)}` });
  }
  if (found.files.length > MAX_FILES) {
    const message = `holds ${found.files.length} hunt files; only the first ${MAX_FILES} are read`;
    return { files: found.files.slice(0, MAX_FILES), faults: [...found.faults, { file: folder.label, message }] };
  }
  return found;
}

interface Walk {
  root: string;
  label: string;
  /** Folders and files already seen, by their real path, since links may lead in a circle. */
  seen: Set<string>;
  found: Found;
}

async function walk(real: string, shown: string, at: Walk): Promise<void> {
  if (at.seen.has(real)) return;
  at.seen.add(real);
  const entries = (await fs.readdir(real, { withFileTypes: true })).filter(({ name }) => !name.startsWith('.'));
  const looked = entries
    .filter((entry) => isHunt(entry) || entry.isSymbolicLink() || entry.isDirectory())
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((entry) => ({ entry, look: lookAt(path.join(real, entry.name), entry) }));
  // A server that is busy takes long for each turn of its loop. So all are looked at in a few turns, not each in its own.
  await Promise.allSettled(looked.map(({ look }) => look));
  for (const { entry, look } of looked) {
    const name = shown === '' ? entry.name : `${shown}/${entry.name}`;
    try {
      await take(await look, name, entry, at);
    } catch (error) {
      at.found.faults.push({ file: labelled(at, name), message: `cannot be read: ${reason(error)}` });
    }
  }
}

interface Looked {
  /** The path without links. */
  real: string;
  stats: Stats;
}

async function lookAt(entryPath: string, entry: Dirent): Promise<Looked> {
  const real = entry.isSymbolicLink() ? await fs.realpath(entryPath) : entryPath;
  return { real, stats: await fs.stat(real) };
}

async function take({ real, stats }: Looked, name: string, entry: Dirent, at: Walk): Promise<void> {
  if (!isHunt(entry) && !stats.isDirectory()) return;
  if (entry.isSymbolicLink() && !isInside(at.root, real)) {
    at.found.faults.push({ file: labelled(at, name), message: 'is a link out of its folder, so it is not read' });
  } else if (stats.isDirectory()) {
    await walk(real, name, at);
  } else if (!stats.isFile()) {
    at.found.faults.push({ file: labelled(at, name), message: 'is no ordinary file' });
  } else if (!at.seen.has(real)) {
    at.seen.add(real);
    at.found.files.push({ path: real, file: labelled(at, name), bytes: stats.size, stamp: stampOf(real, stats) });
  }
}

const isHunt = ({ name }: Dirent) => /\.ya?ml$/i.test(name);
const labelled = ({ label }: Walk, name: string) => (label === '' ? name : `${label}/${name}`);

function isInside(root: string, real: string): boolean {
  const relative = path.relative(root, real);
  return !path.isAbsolute(relative) && relative.split(path.sep)[0] !== '..';
}

const stampOf = (real: string, { size, mtimeMs, ctimeMs, ino }: Stats) => `${real}\0${size} ${mtimeMs} ${ctimeMs} ${ino}`;

const reasons: Record<string, string> = {
  ENOENT: 'there is no such file or folder',
  EACCES: 'this account may not read it',
  ENOTDIR: 'it is no folder',
  ELOOP: 'its links lead in a circle',
};

/** Why a file cannot be read, without its path. */
export function reason(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
  return code === undefined ? messageOf(error) : (reasons[code] ?? code);
}
