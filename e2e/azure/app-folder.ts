/** The folder in which the app starts: this project's, but with few hunts. */
import { copyFileSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';

/**
 * The tools of what the stories look for, and one that the sample lacks. They are few because the app cuts each hunt at its start, and
 * the stand-ins read each again for each question. That each hunt of the catalogue is answered when all are asked together is
 * lib/sightings/every-hunt.test.ts's to show.
 */
const tools = ['anydesk', 'realvnc', 'screenconnect', 'supremo', 'teamviewer'];

/** Makes the folder `to`, whose entries lead to those of the project at `root`, except the catalogue, which holds the hunts of a few tools. */
export function makeAppFolder(root: string, to: string): void {
  const catalogue = path.join('lib', 'hunts', 'catalogue');
  linkAllBut(['lib'], root, to);
  linkAllBut(['hunts'], path.join(root, 'lib'), path.join(to, 'lib'));
  linkAllBut(['catalogue'], path.join(root, 'lib', 'hunts'), path.join(to, 'lib', 'hunts'));
  mkdirSync(path.join(to, catalogue));
  for (const file of readdirSync(path.join(root, catalogue)))
    if (tools.some((tool) => file.startsWith(`${tool}-`)))
      copyFileSync(path.join(root, catalogue, file), path.join(to, catalogue, file));
}

function linkAllBut(names: string[], from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from)) if (!names.includes(name)) symlinkSync(path.join(from, name), path.join(to, name));
}
