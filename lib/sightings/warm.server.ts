import 'server-only';
import { DEFAULT_LAST } from '@/lib/shared/window';
import { askedSweep } from './asked.server';

/** Asks what most people ask first, so that nobody waits for the parser, the hunts and the files to be read. */
export async function warmUp(): Promise<void> {
  await askedSweep({ last: DEFAULT_LAST }, null);
}
