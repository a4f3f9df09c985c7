import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';

/** The given file; or all files in a folder and its folders, without hidden ones, ordered by name. */
export function filesOf(given: string): string[] {
  if (!statSync(given, { throwIfNoEntry: false })?.isDirectory()) return [given];
  const found = readdirSync(given, { withFileTypes: true })
    .filter(({ name }) => !name.startsWith('.'))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() || entry.isFile() ? filesOf(path.join(given, entry.name)) : []));
  if (found.length === 0) console.error(`${given} holds no files.`);
  return found;
}
