import { realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { huntFolders } from '@/lib/hunts/catalogue.server';
import type { HuntFault } from '@/lib/hunts/faults';
import { type Found, findHunts } from '@/lib/hunts/find.server';
import { Fault } from '@/lib/shared/errors';

const shown = (file: string) => path.relative(process.cwd(), file) || '.';

/** Every file of the catalogue, by its path from the working folder. */
export async function catalogueFiles(): Promise<Found> {
  const found = await Promise.all(huntFolders().map((folder) => findHunts({ ...folder, label: shown(folder.path) })));
  return { files: found.flatMap(({ files }) => files), faults: found.flatMap(({ faults }) => faults) };
}

/** The given files, and the files in the given folders. Throws a Fault for a path that is neither. */
export async function givenFiles(given: string[]): Promise<Found> {
  const files: Found['files'] = [];
  const faults: HuntFault[] = [];
  for (const name of given) {
    const stats = statSync(name, { throwIfNoEntry: false });
    if (!stats) throw new Fault('not-found', `${name}: there is no such file or folder.`);
    if (stats.isDirectory()) {
      const found = await findHunts({ path: name, label: name.replace(/\/+$/, '') });
      files.push(...found.files);
      faults.push(...found.faults);
      if (found.files.length === 0) faults.push({ file: name, message: 'holds no *.yaml or *.yml' });
    } else {
      files.push({ path: realpathSync(name), file: name, bytes: stats.size, stamp: '' });
    }
  }
  return { files, faults };
}
