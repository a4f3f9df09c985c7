/** A catalogue for tests that ask it as a whole, so that they take the same time however the catalogue grows. */
import { vi } from 'vitest';
import type { Catalogue } from './catalogue.server';
import { findHunts } from './find.server';
import { isOfStories } from './fixtures';
import { readHuntFiles } from './read-files.server';

/** Limits the catalogue to the hunts of the stories' tools and those of HUNTS_DIR. Call it before the import of what reads the catalogue. */
export function withSomeHunts(): void {
  vi.doMock('@/lib/hunts/catalogue.server', async (original) => {
    const real = await original<typeof import('./catalogue.server')>();
    const found = await Promise.all(real.huntFolders().map(findHunts));
    const isBuiltIn = (file: string) => !file.includes('/');
    const files = found.flatMap((each) => each.files).filter(({ file }) => !isBuiltIn(file) || isOfStories(file));
    const { hunts } = await readHuntFiles(files);
    const some: Catalogue = { hunts: hunts.map(({ hunt }) => hunt), faults: [] };
    return { ...real, catalogue: async () => some };
  });
}
