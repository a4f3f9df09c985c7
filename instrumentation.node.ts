import { clearUploads } from '@/lib/engines/embedded/import/upload.server';
import { env } from '@/lib/shared/env';
import { log } from '@/lib/shared/log';
import { warmUp } from '@/lib/sightings/warm.server';
import { migrateStore } from '@/lib/store/migrate.server';

/** Checks the settings and the store, follows the process that started this one, and warms up what the first question would wait for. */
export async function startServer(): Promise<void> {
  const { DATA_DIR } = env(); // throws: a server on half-read settings must not answer
  // scripts/serve/next.ts holds the lock on DATA_DIR: killed outright, it must not leave a server behind without one.
  process.once('disconnect', () => process.exit(0));
  await migrateStore();
  await clearUploads(DATA_DIR);
  setTimeout(warm, 1000).unref(); // the parser holds the event loop for a second while it loads: after the first answers
}

async function warm(): Promise<void> {
  try {
    await warmUp();
  } catch (error) {
    log().error({ err: error }, 'the engine did not warm up');
  }
}
