/** The folder in which the app starts: this project's, but with few hunts. */
import { copyFileSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { isOfStories } from '@/lib/hunts/fixtures';

/** Makes the folder `to`, whose entries lead to those of the project at `root`, except the catalogue, which holds the hunts of the stories' tools. */
export function makeAppFolder(root: string, to: string): void {
  const catalogue = path.join('lib', 'hunts', 'catalogue');
  linkAllBut(['lib'], root, to);
  linkAllBut(['hunts'], path.join(root, 'lib'), path.join(to, 'lib'));
  linkAllBut(['catalogue'], path.join(root, 'lib', 'hunts'), path.join(to, 'lib', 'hunts'));
  mkdirSync(path.join(to, catalogue));
  for (const file of readdirSync(path.join(root, catalogue)))
    if (isOfStories(file)) copyFileSync(path.join(root, catalogue, file), path.join(to, catalogue, file));
}

function linkAllBut(names: string[], from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from)) if (!names.includes(name)) symlinkSync(path.join(from, name), path.join(to, name));
}
