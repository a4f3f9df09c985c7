/** A catalogue for tests that ask it as a whole, so that they take the same time however the catalogue grows. */
import { vi } from 'vitest';
import type { Catalogue } from './catalogue.server';
import { findHunts } from './find.server';
import { readHuntFiles } from './read-files.server';

/**
 * The tools of the sample’s stories, and one that the sample lacks. They are few because Azure’s stand-ins read each hunt again for
 * each question. lib/sightings/every-hunt.test.ts checks what every hunt must do.
 */
const tools = ['anydesk', 'realvnc', 'screenconnect', 'supremo', 'teamviewer'];

/** Limits the catalogue to these hunts and those of HUNTS_DIR. Call it before the import of what reads the catalogue. */
export function withSomeHunts(): void {
  vi.doMock('@/lib/hunts/catalogue.server', async (original) => {
    const real = await original<typeof import('./catalogue.server')>();
    const found = await Promise.all(real.huntFolders().map(findHunts));
    const isBuiltIn = (file: string) => !file.includes('/');
    const files = found
      .flatMap((each) => each.files)
      .filter(({ file }) => !isBuiltIn(file) || tools.some((tool) => file.startsWith(`${tool}-`)));
    const { hunts } = await readHuntFiles(files);
    const some: Catalogue = { hunts: hunts.map(({ hunt }) => hunt), faults: [] };
    return { ...real, catalogue: async () => some };
  });
}
